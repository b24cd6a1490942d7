package dev.dreq.tools.remote.pc;

import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The drives of a machine whose media can be changed. Under the machine's lock. */
public final class BlockBackends {

    /** The one format of images. */
    public static final String RAW = "raw";

    private final Pc pc;

    public BlockBackends(Pc pc) {
        this.pc = pc;
    }

    /**
     * A drive as clients see it.
     *
     * @param name of the block device; empty for none
     * @param device the id of the drive, or its path
     */
    public record Entry(String name, String device, BlockBackend backend) {}

    /** How a medium is written to. */
    public enum ReadOnlyMode {
        RETAIN,
        READ_ONLY,
        READ_WRITE
    }

    /** All drives. */
    public List<Entry> all() {
        return pc.objects().root().all().stream()
                .flatMap(
                        object ->
                                object
                                        .ability(BlockBackend.class)
                                        .map(b -> entry(object, b))
                                        .stream())
                .toList();
    }

    private static Entry entry(QomObject object, BlockBackend backend) {
        String id = object.ability(PcDevice.class).flatMap(PcDevice::id).orElseGet(object::path);
        return new Entry(backend.name(), id, backend);
    }

    /**
     * The drive of a name: of its block device, its id, or its path.
     *
     * @throws QemuError if there is none
     */
    public Entry named(String name) {
        return all().stream()
                .filter(
                        entry ->
                                (entry.name().equals(name) && !name.isEmpty())
                                        || entry.device().equals(name))
                .findFirst()
                .orElseThrow(() -> QemuError.deviceNotFound(name));
    }

    /** Takes the medium out, if there is one. */
    public void eject(String name) {
        named(name).backend().drive().eject();
    }

    /**
     * Puts a medium in, in the place of one that is there.
     *
     * @param format of the image; empty for whatever it is
     * @throws QemuError if there is no such drive, format or file; then the medium stays, unless
     *     the drive does not take the new one
     */
    public void change(String name, String file, Optional<String> format, ReadOnlyMode mode) {
        Entry entry = named(name);
        format.filter(any -> !any.equals(RAW))
                .ifPresent(
                        other -> {
                            throw QemuError.generic("Unknown driver '%s'".formatted(other));
                        });
        boolean readOnly =
                switch (mode) {
                    case READ_ONLY -> true;
                    case READ_WRITE -> false;
                    case RETAIN ->
                            entry.backend().drive().medium().map(Medium::readOnly).orElse(false);
                };
        try {
            Path image = Path.of(file);
            if (!Files.exists(image)) {
                throw new NoSuchFileException(file);
            }
            entry.backend().drive().insert(new Medium(image, readOnly));
        } catch (IOException | InvalidPathException refused) {
            throw QemuError.generic(
                    "Could not open '%s': %s".formatted(file, HostFile.reason(refused)));
        }
    }
}
