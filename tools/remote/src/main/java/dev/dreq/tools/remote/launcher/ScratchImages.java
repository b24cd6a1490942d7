package dev.dreq.tools.remote.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Images that go when the machine does, and with them what a guest wrote. */
final class ScratchImages implements AutoCloseable {

    private final List<Path> images = new ArrayList<>();

    /**
     * An image of zeros.
     *
     * @throws IOException if there is no room for it
     */
    Path blank(long size) throws IOException {
        Path image = create();
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        }
        return image;
    }

    /**
     * A copy of an image.
     *
     * @throws IOException if it cannot be read, or there is no room for the copy
     */
    Path copyOf(Path original) throws IOException {
        Path image = create();
        Files.copy(original, image, StandardCopyOption.REPLACE_EXISTING);
        return image;
    }

    private Path create() throws IOException {
        Path image = Files.createTempFile("dreq", ".img");
        images.add(image);
        return image;
    }

    /** Deletes them. */
    @Override
    public void close() {
        for (Path image : images) {
            try {
                Files.deleteIfExists(image);
            } catch (IOException stays) {
                // Whoever cleans the folder for temporary files will find it.
            }
        }
        images.clear();
    }
}
