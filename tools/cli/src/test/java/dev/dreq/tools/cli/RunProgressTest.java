package dev.dreq.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.tools.cli.job.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunProgressTest {

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
