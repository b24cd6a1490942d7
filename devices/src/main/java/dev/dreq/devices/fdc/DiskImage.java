package dev.dreq.devices.fdc;

import dev.dreq.plugin.MediaDrive.Medium;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * An image file as a row of sectors. Writes go to the file at once; nothing reaches beyond the
 * file's size.
 */
final class DiskImage implements AutoCloseable {

    private final Medium medium;
    private final FileChannel file;
    private final long size;

    /** Outside the heap, so that the system reads and writes it without a copy in between. */
    private final ByteBuffer sector = ByteBuffer.allocateDirect(Geometry.SECTOR_BYTES);

    private DiskImage(Medium medium, FileChannel file, long size) {
        this.medium = medium;
        this.file = file;
        this.size = size;
    }

    /**
     * Opens an image.
     *
     * @throws IOException if the file cannot be opened as asked for; the message names it and says
     *     what to do
     */
    static DiskImage open(Medium medium) throws IOException {
        Path path = medium.image();
        if (Files.isDirectory(path)) {
            throw new IOException("image %s is a directory".formatted(path));
        }
        Set<StandardOpenOption> options =
                medium.readOnly()
                        ? EnumSet.of(StandardOpenOption.READ)
                        : EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileChannel file = FileChannel.open(path, options);
            return new DiskImage(medium, file, file.size());
        } catch (NoSuchFileException e) {
            throw new IOException("image %s does not exist".formatted(path), e);
        } catch (AccessDeniedException e) {
            String mend =
                    medium.readOnly() ? "read" : "written; insert it read-only, or allow writing";
            throw new IOException("image %s may not be %s".formatted(path, mend), e);
        } catch (IOException e) {
            throw new IOException(
                    "image %s cannot be opened: %s".formatted(path, e.getMessage()), e);
        }
    }

    Medium medium() {
        return medium;
    }

    /** The number of sectors, the last perhaps in part. */
    long sectors() {
        return size / Geometry.SECTOR_BYTES + (size % Geometry.SECTOR_BYTES == 0 ? 0 : 1);
    }

    /** Whether the file holds all of sector {@code block}. */
    boolean holds(long block) {
        return 0 <= block && block < size / Geometry.SECTOR_BYTES;
    }

    /** Reads a sector to the start of {@code target}; what is not in the file is zeros. */
    void read(long block, byte[] target) throws IOException {
        sector.clear();
        if (0 <= block && block < sectors()) {
            long position = block * Geometry.SECTOR_BYTES;
            int count = 0;
            while (sector.hasRemaining() && count >= 0) {
                count = file.read(sector, position + sector.position());
            }
        }
        sector.flip().get(target, 0, sector.limit());
        Arrays.fill(target, sector.limit(), Geometry.SECTOR_BYTES, (byte) 0);
    }

    /** Writes a sector that the file {@link #holds} from the start of {@code source}. */
    void write(long block, byte[] source) throws IOException {
        sector.clear().put(source, 0, Geometry.SECTOR_BYTES).flip();
        long position = block * Geometry.SECTOR_BYTES;
        while (sector.hasRemaining()) {
            file.write(sector, position + sector.position());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
