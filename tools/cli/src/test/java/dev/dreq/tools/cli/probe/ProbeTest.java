package dev.dreq.tools.cli.probe;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.dreq.tools.cli.Dreq;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that no driver here is for is looked at; of every device it is told what it did. */
class ProbeTest {

    @TempDir Path folder;

    @Test
    void aRegisterWhoseReadMayHaveAnEffectIsLeftAlone() {
        Dreq run = dreq("run", "--device", "loopback-slave");
        assertEquals(0, run.status(), run.err());
        assertFound("354 +DATA +-\n", run.out());
        assertFound("350 +DATA_OFFSET +00000000\n", run.out());
        assertFound("each was read once, but \\d whose reads may have effects", run.out());
    }

    @Test
    void aFunctionOfThePciBusIsFoundAndPlaced() {
        Dreq run = dreq("run", "--nodefaults", "--device", "loopback-master");
        assertEquals(0, run.status(), run.err());
        assertFound(
                "has +memory [0-9a-f]{8}-[0-9a-f]{8}, memory [0-9a-f]{8}-[0-9a-f]{8}, interrupt message [0-9a-f]{2}\n",
                run.out());
        assertFound("BAR 0, memory, 64 at [0-9a-f]+", run.out());
    }

    @Test
    void withAnotherJobTheDeviceIsPluggedInAndNotLookedAt() throws IOException {
        Path image = Dreq.randomFile(folder.resolve("a.img"), 160, 1);
        Dreq run = dreq("run", "--floppy", image, "--device", "loopback-slave", "--json");
        assertEquals(0, run.status(), run.err());
        Map<String, Object> report = JSON.std.mapFrom(run.out());
        assertFalse(report.containsKey("probes"));
        assertEquals(0, device(report, "loopback-slave0").get("registerReads"));
        Map<?, ?> fdc = device(report, "fdc0");
        assertEquals(160 << 10, fdc.get("bytesToMemory"));
        assertEquals(0, fdc.get("bytesFromMemory"));
        long atWork = run.figure("interrupts");
        assertTrue(((Number) fdc.get("interrupts")).longValue() >= atWork, fdc.toString());
        assertTrue(((Number) fdc.get("registerReads")).intValue() > 0, fdc.toString());
    }

    private static Map<?, ?> device(Map<String, Object> report, String name) {
        return ((List<?>) report.get("devices"))
                .stream()
                        .map(one -> (Map<?, ?>) one)
                        .filter(one -> one.get("device").equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static void assertFound(String pattern, String text) {
        assertTrue(Pattern.compile(pattern).matcher(text).find(), text);
    }
}
