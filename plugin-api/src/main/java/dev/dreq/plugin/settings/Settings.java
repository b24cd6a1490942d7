package dev.dreq.plugin.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of one device, parsed and checked. */
public final class Settings {

    private final List<Setting<?>> declared;
    private final Map<Setting<?>, Object> values = new HashMap<>();

    private Settings(List<Setting<?>> declared) {
        this.declared = List.copyOf(declared);
    }

    /** All settings at their defaults. */
    public static Settings defaults(List<Setting<?>> declared) {
        return parse(declared, Map.of());
    }

    /**
     * Reads settings; those not named keep their defaults.
     *
     * @param texts values by setting name
     * @throws SettingException for a name that is not declared and for a value that its setting
     *     does not take
     */
    public static Settings parse(List<Setting<?>> declared, Map<String, String> texts) {
        Settings settings = new Settings(declared);
        for (Setting<?> setting : declared) {
            settings.values.put(setting, setting.defaultValue());
        }
        texts.forEach(
                (name, text) -> {
                    Setting<?> setting = settings.named(name);
                    settings.values.put(setting, setting.parse(text));
                });
        return settings;
    }

    private Setting<?> named(String name) {
        return declared.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SettingException(
                                        "no setting is named %s; there %s"
                                                .formatted(
                                                        name,
                                                        declared.isEmpty()
                                                                ? "are none"
                                                                : declared.stream()
                                                                        .map(Setting::name)
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", ",
                                                                                        "are ",
                                                                                        "")))));
    }

    /** The value of a setting that the device type declared. */
    @SuppressWarnings("unchecked") // put under a Setting<T> only what Setting<T>.parse gave
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException(
                    "setting %s was not declared by the provider".formatted(setting.name()));
        }
        return (T) value;
    }

    /** The settings as they were declared. */
    public List<Setting<?>> declared() {
        return declared;
    }

    /** A setting's present value as a person would write it. */
    public <T> String text(Setting<T> setting) {
        return setting.format(get(setting));
    }
}
