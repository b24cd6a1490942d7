package dev.dreq.tools.remote.launcher;

import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.tools.remote.opts.QemuOpts;
import dev.dreq.tools.remote.pc.BlockOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code -drive}, {@code -blockdev}, {@code -fda} and {@code -fdb}. */
final class BlockDevices {

    private static final String BLANK = "null-co://";
    private static final String FORMAT = "raw";

    private final ScratchImages scratch;
    private int floppies;
    private int unnamed;

    /**
     * Makes a reader.
     *
     * @param scratch where images come from that are not on the disk before
     */
    BlockDevices(ScratchImages scratch) {
        this.scratch = scratch;
    }

    /** {@code -fda} and {@code -fdb}: an image in a floppy drive. */
    BlockOption floppy(int unit, String image) {
        return new BlockOption(
                "floppy" + unit,
                OptionalInt.of(unit),
                Optional.of(new Medium(Path.of(image), false)));
    }

    /** {@code -drive}: a floppy drive, or a block device that a {@code -device} names. */
    BlockOption drive(String text) {
        QemuOpts opts = QemuOpts.parse("-drive", text, "");
        String kind = opts.take("if").orElse("ide");
        OptionalInt unit =
                switch (kind) {
                    case "floppy" -> OptionalInt.of(unit(opts));
                    case "none" -> OptionalInt.empty();
                    default ->
                            throw opts.wrong(
                                    "if=%s: this machine has floppy drives only; if=floppy or if=none"
                                            .formatted(kind));
                };
        String id =
                opts.take("id")
                        .orElseGet(
                                () ->
                                        unit.isPresent()
                                                ? "floppy" + unit.getAsInt()
                                                : "none" + unnamed++);
        Optional<Medium> medium = medium(opts);
        opts.take("media");
        ignoreCaching(opts);
        opts.end();
        return new BlockOption(id, unit, medium);
    }

    private int unit(QemuOpts opts) {
        String text = opts.take("index").or(() -> opts.take("unit")).orElseGet(() -> "" + floppies);
        if (!text.matches("[01]")) {
            throw opts.wrong("there are floppy drives 0 and 1, and no %s".formatted(text));
        }
        floppies = Math.max(floppies, Integer.parseInt(text) + 1);
        return Integer.parseInt(text);
    }

    /** {@code -blockdev}: an image file, plain or below a raw format. */
    BlockOption blockdev(String text) {
        QemuOpts opts = QemuOpts.parse("-blockdev", text, "driver");
        String driver = opts.require("driver");
        String id = opts.require("node-name");
        String file =
                switch (driver) {
                    case "file" -> opts.require("filename");
                    case FORMAT -> {
                        String below = opts.take("file.driver").orElse("file");
                        if (!below.equals("file")) {
                            throw opts.wrong("file.driver is file, not '%s'".formatted(below));
                        }
                        yield opts.require("file.filename");
                    }
                    default ->
                            throw opts.wrong("a driver is file or raw, not '%s'".formatted(driver));
                };
        boolean readOnly = opts.takeFlag("read-only", false);
        ignoreCaching(opts);
        opts.end();
        return new BlockOption(
                id, OptionalInt.empty(), Optional.of(new Medium(Path.of(file), readOnly)));
    }

    private Optional<Medium> medium(QemuOpts opts) {
        Optional<String> format = opts.take("format").or(() -> opts.take("driver"));
        if (!format.orElse(FORMAT).equals(FORMAT)) {
            throw opts.wrong("an image's format is raw, not '%s'".formatted(format.get()));
        }
        boolean readOnly = opts.takeFlag("readonly", opts.takeFlag("read-only", false));
        boolean snapshot = opts.takeFlag("snapshot", false);
        long size = Sizes.parse(opts, opts.take("size").orElse("1440k"), 1);
        opts.take("file.read-zeroes");
        return opts.take("file")
                .or(() -> opts.take("file.filename"))
                .map(file -> new Medium(image(opts, file, size, snapshot), readOnly));
    }

    private Path image(QemuOpts opts, String file, long size, boolean snapshot) {
        try {
            if (file.equals(BLANK)) {
                return scratch.blank(size);
            }
            return snapshot ? scratch.copyOf(Path.of(file)) : Path.of(file);
        } catch (IOException e) {
            throw opts.wrong("cannot make an image for the time being: " + e.getMessage());
        }
    }

    /** What has no effect on what a guest sees. */
    private static void ignoreCaching(QemuOpts opts) {
        for (String key : new String[] {"cache", "aio", "auto-read-only", "discard", "node-name"}) {
            opts.take(key);
        }
        for (String key : new String[] {"cache.direct", "cache.no-flush", "file.locking"}) {
            opts.take(key);
        }
    }
}
