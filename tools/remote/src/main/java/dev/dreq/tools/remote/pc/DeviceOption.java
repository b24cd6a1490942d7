package dev.dreq.tools.remote.pc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A device that somebody asks for, as {@code -device} or {@code device_add} name it.
 *
 * @param driver QEMU's name of its type, or the name of one of our device types
 * @param id empty for none
 * @param properties in the order in which they were given, with {@code bus} and {@code addr}
 */
public record DeviceOption(String driver, Optional<String> id, Map<String, String> properties) {

    public DeviceOption {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
