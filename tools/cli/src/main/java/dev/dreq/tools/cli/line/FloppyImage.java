package dev.dreq.tools.cli.line;

import dev.dreq.plugin.settings.Quantity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The image file of a floppy.
 *
 * @param file a readable file of a size that floppies have
 * @param readOnly write-protected
 */
public record FloppyImage(Path file, boolean readOnly) {
    private static final int SECTOR_BYTES = 512;
    private static final String READ_ONLY = "readonly";

    /** The sizes that floppies have, in sectors. */
    private static final int[] SECTORS = {
        320, 360, 640, 720, 820, 840, 1440, 1600, 1640, 1660, 1760, 2080, 2240, 2400, 2880, 2952,
        2988, 3200, 3360, 3444, 3486, 3520, 3680, 3840, 5760, 6240, 6400, 7040, 7680
    };

    /** Reads {@code FILE[,readonly=on|off]} and looks at the file. */
    static FloppyImage of(NamedOptions given) {
        boolean readOnly = false;
        for (Map.Entry<String, String> property : given.properties().entrySet()) {
            if (!property.getKey().equals(READ_ONLY)) {
                throw new UsageException(
                        "%s %s has no property %s; there is %s"
                                .formatted(
                                        given.option(),
                                        given.name(),
                                        property.getKey(),
                                        READ_ONLY));
            }
            readOnly =
                    switch (property.getValue()) {
                        case "on" -> true;
                        case "off" -> false;
                        default ->
                                throw new UsageException(
                                        "%s %s: readonly=%s is not possible; readonly takes on|off"
                                                .formatted(
                                                        given.option(),
                                                        given.name(),
                                                        property.getValue()));
                    };
        }
        FloppyImage image = new FloppyImage(InputFile.path(given.option(), given.name()), readOnly);
        image.check(given.option());
        return image;
    }

    private void check(String option) {
        long size = InputFile.size(option, file);
        if (size % SECTOR_BYTES != 0
                || Arrays.stream(SECTORS).noneMatch(sectors -> sectors == size / SECTOR_BYTES)) {
            throw new UsageException(
                    "%s %s has %d bytes, which no floppy has; the sizes are %s"
                            .formatted(option, file, size, sizes()));
        }
    }

    private static String sizes() {
        return Arrays.stream(SECTORS)
                .mapToObj(sectors -> Quantity.formatSize((long) sectors * SECTOR_BYTES))
                .collect(Collectors.joining(", "));
    }
}
