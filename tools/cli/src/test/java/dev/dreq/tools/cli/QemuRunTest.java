package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dreq.tools.remote.client.RealQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dreq run --machine}. */
class QemuRunTest {
    @TempDir Path folder;

    private static void needsQemu() {
        assumeTrue(
                System.getenv("CI") != null || RealQemu.installed().isPresent(),
                RealQemu.PROGRAM + " is not installed");
    }

    @Test
    void aCopyThroughQemuIsIdentical() throws IOException {
        needsQemu();
        Path image = Dreq.randomFile(folder.resolve("a,b.img"), 1440, 3);
        Path copy = folder.resolve("copy.img");
        String floppy = image.toString().replace(",", ",,");
        Dreq run = dreq("run", "--machine", "qemu", "--floppy", floppy, "--copy-to", copy);
        assertEquals(0, run.status(), run.err());
        assertEquals(-1, Files.mismatch(image, copy));
    }

    @Test
    void theMissionPaintsWhatItPaintsOnOurMachine() throws IOException {
        needsQemu();
        Path ours = folder.resolve("ours.ppm");
        Path qemus = folder.resolve("qemus.ppm");
        assertEquals(0, dreq("run", "--screendump", ours).status());
        Dreq run = dreq("run", "--machine", "qemu", "--screendump", qemus);
        assertEquals(0, run.status(), run.err());
        assertEquals(-1, Files.mismatch(ours, qemus));
    }

    @ParameterizedTest
    @CsvSource({
        "--machine vax, it takes qemu",
        "--machine qtest:vax, unix:PATH or tcp:HOST:PORT",
        "--machine qemu --coherent off, --coherent is for the machine that dreq emulates",
        "--machine qtest:unix:/nobody -m 64M, -m is for the machine",
        "--machine qemu --device sb16, a QEMU has no such device here",
        "--machine qemu --device fdc;compat=chip, no setting compat",
    })
    void whatCannotBeIsRefused(String options, String words) {
        Dreq run = dreq((Object[]) ("run " + options).replace(';', ',').split(" ", -1));
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains(words), run.err());
    }
}
