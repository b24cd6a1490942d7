package dev.dreq.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A drive whose medium is an image file. */
public interface MediaDrive {

    /** The drive's name within its device, such as {@code a}. */
    String name();

    /**
     * What media the drive is built for, as its device's settings spell it, such as {@code 144};
     * empty if it takes any.
     */
    default Optional<String> builtFor() {
        return Optional.empty();
    }

    /** The medium in the drive. */
    Optional<Medium> medium();

    /**
     * Puts a medium in, taking out the one that was there.
     *
     * @throws IOException if the image cannot be opened or is none that this drive takes; the
     *     message says why and the drive is empty then
     */
    void insert(Medium medium) throws IOException;

    /** Takes the medium out. Does nothing on an empty drive. */
    void eject();

    /**
     * An image file as a medium.
     *
     * @param image the file
     * @param readOnly write-protected
     */
    record Medium(Path image, boolean readOnly) {}
}
