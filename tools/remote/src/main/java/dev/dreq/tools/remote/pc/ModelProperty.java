package dev.dreq.tools.remote.pc;

import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.Optional;

/**
 * A property of a device type that can be given when a device is made.
 *
 * @param name as clients give it
 * @param type QEMU's name of its type
 * @param description in one line; empty for none
 * @param defaultValue as a client reads it; empty for none
 * @param parse reads a value as a client reads it back
 * @param setting our setting that it is; empty if the machine takes it
 */
public record ModelProperty(
        String name,
        String type,
        Optional<String> description,
        Optional<Object> defaultValue,
        Parser parse,
        Optional<String> setting) {

    /** Reads a value. */
    @FunctionalInterface
    public interface Parser {

        /**
         * Reads a value of a property of {@code driver}.
         *
         * @throws QemuError if it is none
         */
        Object parse(String driver, String text);
    }

    /** A property of QEMU's. */
    static ModelProperty of(
            String name, PropertyKind kind, Object defaultValue, Optional<String> setting) {
        return new ModelProperty(
                name,
                kind.type(),
                kind.description(),
                Optional.of(defaultValue),
                (driver, text) -> kind.parse(driver, name, text),
                setting);
    }

    /** A property without a default that the machine takes. */
    static ModelProperty string(String name, String description) {
        return new ModelProperty(
                name,
                PropertyKind.STRING.type(),
                Optional.of(description),
                Optional.empty(),
                (driver, text) -> text,
                Optional.empty());
    }

    /** A setting of one of our own device types, by its own name. */
    static ModelProperty of(Setting<?> setting) {
        PropertyKind kind = PropertyKind.of(setting.defaultValue());
        return new ModelProperty(
                setting.name(),
                kind.type(),
                Optional.of("%s (%s)".formatted(setting.meaning(), setting.accepts())),
                Optional.of(kind.read(setting.defaultText())),
                (driver, text) -> kind.read(canonical(driver, setting, text)),
                Optional.of(setting.name()));
    }

    private static <T> String canonical(String driver, Setting<T> setting, String text) {
        try {
            return setting.format(setting.parse(text));
        } catch (SettingException refused) {
            throw QemuError.generic(
                    "Property '%s.%s' doesn't take value '%s'"
                            .formatted(driver, setting.name(), text));
        }
    }
}
