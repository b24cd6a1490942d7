package dev.dreq.tools.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputImageTest {
    private static final byte[] HALF = {1, 2, 3, 4};

    @TempDir Path folder;

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void nothingStandsAtThePlaceUntilAllIsThere() throws IOException {
        Path target = folder.resolve("b.img");
        try (OutputImage image = OutputImage.at(Syntax.COPY_TO, target)) {
            image.accept(HALF, 4);
            assertFalse(Files.exists(target));
            image.accept(HALF, 2);
            image.end();
        }

        assertArrayEquals(new byte[] {1, 2, 3, 4, 1, 2}, Files.readAllBytes(target));
        assertEquals(1, files());
    }

    @Test
    void whatIsNotCompleteGoesAndWhatWasThereStays() throws IOException {
        Path target = Files.writeString(folder.resolve("b.img"), "precious");
        try (OutputImage image = OutputImage.at(Syntax.COPY_TO, target)) {
            image.accept(HALF, 4);
            assertEquals(2, files());
        }

        assertEquals("precious", Files.readString(target));
        assertEquals(1, files());
    }

    @Test
    void aSymbolicLinkStaysOneAndItsTargetIsWritten() throws IOException {
        Path target = Files.writeString(folder.resolve("b.img"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.img"), target);
        try (OutputImage image = OutputImage.at(Syntax.COPY_TO, link)) {
            image.accept(HALF, 4);
            image.end();
        }

        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(HALF, Files.readAllBytes(target));
    }

    @Test
    void whatIsNoFileIsWrittenInItsPlace() throws IOException {
        Path sink = Path.of("/dev/null");
        try (OutputImage image = OutputImage.at(Syntax.COPY_TO, sink)) {
            image.accept(HALF, 4);
            image.end();
        }

        assertTrue(Files.exists(sink));
        assertFalse(Files.isRegularFile(sink));
    }

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
