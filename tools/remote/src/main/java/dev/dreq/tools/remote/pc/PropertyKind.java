package dev.dreq.tools.remote.pc;

import dev.dreq.plugin.settings.Quantity;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What values a device's property takes. */
enum PropertyKind {
    BOOL("bool") {
        @Override
        Object parse(String driver, String property, String text) {
            return switch (text) {
                case "on", "yes", "true", "y" -> true;
                case "off", "no", "false", "n" -> false;
                default ->
                        throw QemuError.generic(
                                "Parameter '%s' expects 'on' or 'off'".formatted(property));
            };
        }
    },
    UINT32("uint32") {
        @Override
        Object parse(String driver, String property, String text) {
            long number =
                    number(text)
                            .orElseThrow(
                                    () ->
                                            QemuError.generic(
                                                    "Parameter '%s' expects integer"
                                                            .formatted(property)));
            if (number != (number & 0xffff_ffffL)) {
                throw QemuError.generic("Parameter '%s' expects uint32_t".formatted(property));
            }
            return number;
        }
    },
    SIZE("size") {
        @Override
        Object parse(String driver, String property, String text) {
            return Quantity.size(text)
                    .filter(bytes -> bytes >= 0)
                    .orElseThrow(
                            () ->
                                    QemuError.generic(
                                            "Parameter '%s' expects size".formatted(property)));
        }
    },
    PCI_ADDRESS("int32") {
        @Override
        Object parse(String driver, String property, String text) {
            OptionalLong address = PciAddress.parse(text);
            return address.orElseThrow(
                    () ->
                            QemuError.generic(
                                    "Property '%s.%s' doesn't take value '%s'"
                                            .formatted(driver, property, text)));
        }

        @Override
        Optional<String> description() {
            return Optional.of("Slot and optional function number, example: 06.0 or 06");
        }
    },
    VIDEO_MEMORY("size") {
        @Override
        Object parse(String driver, String property, String text) {
            long bytes = (Long) SIZE.parse(driver, property, text);
            if (bytes < MIN_VIDEO_MEMORY) {
                throw QemuError.generic("%s: video memory too small".formatted(driver));
            }
            if (bytes > MAX_VIDEO_MEMORY) {
                throw QemuError.generic("%s: video memory too big".formatted(driver));
            }
            return Long.highestOneBit(bytes * 2 - 1);
        }
    },
    DRIVE_TYPE("FdcDriveType") {
        @Override
        Object parse(String driver, String property, String text) {
            if (!DRIVE_TYPES.contains(text)) {
                throw QemuError.generic(
                        "Parameter '%s' does not accept value '%s'".formatted(property, text));
            }
            return text;
        }

        @Override
        Optional<String> description() {
            return Optional.of("FDC drive type, " + String.join("/", DRIVE_TYPES));
        }
    },
    STRING("str") {
        @Override
        Object parse(String driver, String property, String text) {
            return text;
        }
    };

    private static final long MIN_VIDEO_MEMORY = 4L << 20;
    private static final long MAX_VIDEO_MEMORY = 256L << 20;
    private static final List<String> DRIVE_TYPES = List.of("144", "288", "120", "none", "auto");

    private final String type;

    PropertyKind(String type) {
        this.type = type;
    }

    /** QEMU's name of the type. */
    String type() {
        return type;
    }

    /** The kind of a setting with this default. */
    static PropertyKind of(Object value) {
        if (value instanceof Boolean) {
            return BOOL;
        }
        return value instanceof Integer ? UINT32 : value instanceof Long ? SIZE : STRING;
    }

    /** What the kind takes, in one line; empty where its name says it all. */
    Optional<String> description() {
        return Optional.empty();
    }

    /** Reads what one of our settings wrote. */
    Object read(String text) {
        return parse("", type, text);
    }

    /**
     * Reads a value.
     *
     * @throws QemuError if there is none of this kind
     */
    abstract Object parse(String driver, String property, String text);

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.decode(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
