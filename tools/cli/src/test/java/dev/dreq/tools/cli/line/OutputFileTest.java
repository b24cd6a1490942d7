package dev.dreq.tools.cli.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
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
        try (OutputFile file = OutputFile.at(Syntax.COPY_TO, target)) {
            file.write(HALF, 4);
            assertFalse(Files.exists(target));
            file.write(HALF, 2);
            file.complete();
        }

        assertArrayEquals(new byte[] {1, 2, 3, 4, 1, 2}, Files.readAllBytes(target));
        assertEquals(1, files());
    }

    @Test
    void whatIsNotCompleteGoesAndWhatWasThereStays() throws IOException {
        Path target = Files.writeString(folder.resolve("b.img"), "precious");
        try (OutputFile file = OutputFile.at(Syntax.COPY_TO, target)) {
            file.write(HALF, 4);
            assertEquals(2, files());
        }

        assertEquals("precious", Files.readString(target));
        assertEquals(1, files());
    }

    @Test
    void aSymbolicLinkStaysOneAndItsTargetIsWritten() throws IOException {
        Path target = Files.writeString(folder.resolve("b.img"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.img"), target);
        try (OutputFile file = OutputFile.at(Syntax.COPY_TO, link)) {
            file.write(HALF, 4);
            file.complete();
        }

        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(HALF, Files.readAllBytes(target));
    }

    @Test
    void whatIsNoFileIsWrittenInItsPlace() throws IOException {
        Path sink = Path.of("/dev/null");
        try (OutputFile file = OutputFile.at(Syntax.COPY_TO, sink)) {
            file.write(HALF, 4);
            file.complete();
        }

        assertTrue(Files.exists(sink));
        assertFalse(Files.isRegularFile(sink));
    }
}
