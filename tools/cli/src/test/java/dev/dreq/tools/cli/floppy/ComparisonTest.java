package dev.dreq.tools.cli.floppy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.tools.cli.job.JobFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final byte[] HALF = {1, 2, 3, 4};

    @TempDir Path folder;

    @Test
    void aComparisonFindsAByteThatDiffersAndAFileThatIsShorterOrLonger() throws Exception {
        Path file = Files.write(folder.resolve("a.img"), HALF);

        assertEquals("the file differs at byte 3", comparing(file, 1, 2, 3, 5));
        assertEquals("the file differs at byte 4", comparing(file, 1, 2, 3, 4, 5));
        assertEquals("the driver read 3 bytes and the file has more", comparing(file, 1, 2, 3));
        try (Comparison comparison = new Comparison(file, "the file")) {
            comparison.accept(HALF, 4);
            comparison.end();
        }
    }

    private static String comparing(Path file, int... read) throws JobFailure {
        try (Comparison comparison = new Comparison(file, "the file")) {
            JobFailure failure =
                    assertThrows(
                            JobFailure.class,
                            () -> {
                                for (int b : read) {
                                    comparison.accept(new byte[] {(byte) b}, 1);
                                }
                                comparison.end();
                            });
            return failure.getMessage()
                    .replace("what the driver read differs from the file", "the file differs");
        }
    }
}
