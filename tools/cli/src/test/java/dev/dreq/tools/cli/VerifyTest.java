package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static dev.dreq.tools.cli.Dreq.randomFile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dreq run --verify} of drivers that break rules. */
class VerifyTest {
    private static final int COLUMNS = 100;

    @TempDir Path folder;

    private static Dreq broken(Object... args) {
        Dreq run = dreq(args);
        assertEquals(3, run.status(), run.err());
        assertFalse((run.out() + run.err()).contains("\tat "), "no stack trace");
        return run;
    }

    private static void says(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "'%s' is not in: %s".formatted(part, text));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> violations(Dreq run) throws IOException {
        return (List<Map<String, Object>>) JSON.std.mapFrom(run.out()).get("violations");
    }

    @Test
    void aBrokenRuleIsToldWithWhatLedToItAndWhatToDoInstead() {
        Dreq run = broken("run", "--driver", "faulty:0x0D", "--verify");
        says(
                run.out(),
                "broken rule 0x0D NOT_FLUSHED",
                "what  MapTransfer on DMA channel 1 before the operation of 0x2000 bytes was flushed",
                "call  MapTransfer(mdl 0x",
                "by \\Driver\\faulty:0x0D at DISPATCH_LEVEL",
                "mend  Flush each operation before the next one",
                "the calls before it",
                "AllocateAdapterChannel  DISPATCH_LEVEL  deviceObject \\Device\\Faulty");
        assertEquals(
                "dreq: the driver broke the DMA contract: 0x0D NOT_FLUSHED; dreq rules 0x0D says more\n",
                run.err());
        run.out().lines().forEach(line -> assertTrue(line.length() <= COLUMNS, line));
    }

    @Test
    void programsGetTheSameAsJson() throws IOException {
        Dreq run = broken("run", "--driver", "faulty:ext-04", "--verify=stop", "--json");
        List<Map<String, Object>> violations = violations(run);
        assertEquals(1, violations.size());
        Map<String, Object> only = violations.get(0);
        assertEquals(Set.of("code", "name", "message", "call", "history"), only.keySet());
        assertEquals("EXT-04", only.get("code"));
        assertEquals("FLUSH_MISMATCH", only.get("name"));
        says((String) only.get("message"), "pass its first CurrentVa and its whole length");
        says((String) only.get("call"), "FlushAdapterBuffers(", " at DISPATCH_LEVEL");
        says(((List<?>) only.get("history")).get(0).toString(), "AllocateCommonBuffer(");
        assertEquals(List.of(), run.jobs());
    }

    @Test
    void reportsAreForTheEndOfARunThatGoesOn() throws IOException {
        Dreq run = broken("run", "--driver", "faulty:EXT-25", "--verify=report", "--json");
        assertEquals(8, violations(run).size(), "one for each operation");
        assertEquals(1, run.jobs().size());
        assertEquals(8, run.figure("operations"));
    }

    @Test
    void whatARuleSaysIsSaidOnce() {
        String out = broken("run", "--driver", "faulty:EXT-25", "--verify=report").out();
        assertEquals(2, out.split("broken rule EXT-25 WRONG_KIND_OF_ADAPTER\n", -1).length);
        assertEquals(8, out.split("WRONG_KIND_OF_ADAPTER, again\n", -1).length);
        assertEquals(2, out.split("the calls before it", -1).length);
    }

    @Test
    void aJobThatFailsBesidesIsToldToo() {
        Dreq run = broken("run", "--driver", "faulty:0x24", "--verify=report");
        says(run.err(), "0x24 MDL_CHAIN_TOO_SHORT", "writing to display0 failed: STATUS_");
    }

    @Test
    void severalRulesAreNamedInTheOrderInWhichTheyWereBroken() {
        Dreq run = broken("run", "--driver", "faulty:0x07", "--verify=report");
        says(run.err(), "0x07 COMMON_BUFFERS_LEFT, EXT-10 LEAKED; dreq rules CODE says more");
    }

    @Test
    void rulesThatAreAlwaysKeptNeedNoVerifier() throws IOException {
        for (String off : List.of("--verify=off", "--seed=0")) {
            Dreq run = broken("run", "--driver", "faulty:0x10", off, "--json");
            assertEquals("0x10", violations(run).get(0).get("code"));
            assertEquals("", violations(run).get(0).get("call"));
        }
        assertEquals(0, dreq("run", "--driver", "faulty:EXT-06").status(), "others do");
    }

    @Test
    void theScreenIsDumpedThoughTheRunWasStopped() {
        Path screen = folder.resolve("screen.png");
        Dreq run = broken("run", "--driver", "faulty:0x10", "--verify", "--screendump", screen);
        assertTrue(Files.exists(screen));
        says(run.out(), "screen dump", "broken rule 0x10");
    }

    @Test
    void aMissingFlushShowsStaleDataAndWithTheVerifierItsRule() {
        Dreq stale = dreq("run", "--driver", "faulty:EXT-06", "--coherent", "off");
        assertEquals(1, stale.status());
        says(stale.err(), "what came back from display0 differs at byte 0");
        says(
                broken("run", "--driver", "faulty:EXT-06", "--coherent", "off", "--verify").err(),
                "EXT-06 NO_KE_FLUSH_IO_BUFFERS");
        for (String fault : List.of("EXT-11/unflushed", "EXT-11/list")) {
            says(
                    broken("run", "--driver", "faulty:" + fault, "--coherent", "off").err(),
                    "_LEFT",
                    "what came back from display0 differs at byte");
            says(
                    broken("run", "--driver", "faulty:" + fault, "--coherent", "off", "--verify")
                            .err(),
                    "EXT-11 IRP_COMPLETED_EARLY");
        }
    }

    @Test
    void guardsNoticeWhatLiesBesideABuffer() {
        assertEquals(0, dreq("run", "--driver", "faulty:0x0F/2", "--verify").status());
        for (String guards : List.of("stop,guards", "guards", "guards,report")) {
            says(
                    broken("run", "--driver", "faulty:0x0F", "--verify=" + guards).out(),
                    "broken rule 0x0F BUFFER_OVERRUN");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, the bytes before a common buffer",
        "2, the bytes behind a common buffer",
        "3, nothing any more",
        "4, 'was written, before the'",
        "5, 'was written, behind the'"
    })
    void guardsTellWhere(int form, String words) {
        for (String coherent : List.of("on", "off")) {
            String driver = "faulty:0x0F/" + form;
            says(
                    broken(
                                    "run",
                                    "--driver",
                                    driver,
                                    "--verify=stop,guards",
                                    "--coherent",
                                    coherent)
                            .out()
                            .replaceAll("\\s+", " "),
                    "broken rule 0x0F BUFFER_OVERRUN",
                    words);
        }
    }

    @Test
    void alignmentIsARuleWhereCacheLinesMatter() {
        for (String way : List.of("0x1F/4", "0x1F/5")) {
            String driver = "faulty:" + way;
            String unaligned = dreq("run", "--driver", driver, "--verify").out();
            assertFalse(unaligned.contains("broken rule 0x1F"), unaligned);
            Dreq run = broken("run", "--driver", driver, "--verify", "--dma-alignment", "16");
            says(
                    run.out().replaceAll("\\s+", " "),
                    "broken rule 0x1F OUTSIDE_MDL",
                    "both must be multiples of GetDmaAlignment, 16");
        }
    }

    @Test
    void aFaultyDriverHasNoUseForFiles() throws IOException {
        Path floppy = randomFile(folder.resolve("a.img"), 360, 1);
        Dreq run = dreq("run", "--driver", "faulty:0x0D", "--floppy", floppy);
        assertEquals(2, run.status());
        says(run.err(), "faulty:0x0D", "leave out --floppy");
    }
}
