package dev.dreq.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void oneLineIsWrittenAnewAtEachPerCentAndGoesAtTheEnd() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        Progress progress = Progress.on(new PrintStream(screen, true, StandardCharsets.UTF_8));

        progress.at("read", 10, 1000);
        progress.at("read", 19, 1000);
        progress.at("read", 20, 1000);
        progress.end();
        progress.end();

        assertEquals(
                "\r\rread   1 %" + "\r          \rread   2 %" + "\r          \r",
                screen.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aJobTellsHowFarItIsFromItsFirstToItsLastByte() {
        List<Long> seen = new ArrayList<>();
        Progress progress =
                new Progress() {
                    @Override
                    public void at(String job, long done, long total) {
                        assertEquals(1_474_560, total);
                        seen.add(done);
                    }

                    @Override
                    public void end() {
                        seen.add(-1L);
                    }
                };
        PrintStream nowhere =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

        Main.run(new String[] {"run", "--driver", "floppy"}, nowhere, nowhere, progress);

        assertEquals(81, seen.size());
        assertEquals(18_432, seen.get(0));
        assertEquals(1_474_560, seen.get(79));
        assertEquals(-1, seen.get(80));
    }
}
