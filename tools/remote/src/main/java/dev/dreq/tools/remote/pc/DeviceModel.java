package dev.dreq.tools.remote.pc;

import dev.dreq.tools.remote.qom.QemuError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type of device that a client can ask for.
 *
 * @param name as clients give it
 * @param bus on which it goes
 * @param pluginType our device type that it is
 * @param properties that can be given
 * @param fixed settings that make our device what the name says
 * @param summary in one line
 */
public record DeviceModel(
        String name,
        BusKind bus,
        String pluginType,
        List<ModelProperty> properties,
        Map<String, String> fixed,
        String summary) {

    /** The property that names the PCI slot. */
    static final String ADDRESS = "addr";

    /** The property that names the bus. */
    static final String BUS = "bus";

    public DeviceModel {
        properties = List.copyOf(properties);
        fixed = Map.copyOf(fixed);
    }

    /** The property of a name. */
    Optional<ModelProperty> property(String wanted) {
        return properties.stream().filter(p -> p.name().equals(wanted)).findFirst();
    }

    /**
     * Reads properties, with the defaults of those not given, without the bus.
     *
     * @throws QemuError for one that there is not, or a value that it does not take
     */
    Map<String, Object> values(Map<String, String> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ModelProperty property : properties) {
            property.defaultValue().ifPresent(value -> values.put(property.name(), value));
        }
        given.forEach(
                (property, text) -> {
                    if (!property.equals(BUS)) {
                        values.put(property, declared(property).parse().parse(name, text));
                    }
                });
        return values;
    }

    private ModelProperty declared(String property) {
        return property(property)
                .orElseThrow(
                        () ->
                                QemuError.generic(
                                        "Property '%s.%s' not found".formatted(name, property)));
    }

    /** The settings of our device for values of properties. */
    Map<String, String> settings(Map<String, Object> values) {
        Map<String, String> settings = new LinkedHashMap<>(fixed);
        values.forEach(
                (property, value) ->
                        declared(property)
                                .setting()
                                .ifPresent(setting -> settings.put(setting, text(value))));
        return settings;
    }

    private static String text(Object value) {
        return value instanceof Boolean on ? (on ? "on" : "off") : value.toString();
    }
}
