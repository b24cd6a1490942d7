package dev.dreq.tools.remote.qom;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A property of an object.
 *
 * @param name such as {@code iobase}
 * @param type as QEMU spells it, such as {@code uint32}
 * @param value tells what it is now: a {@link String}, {@link Long}, {@link Boolean}, list or map
 * @param change sets it; empty for one that cannot be
 * @param isLive whether telling it may change the machine, as reading a register may
 */
public record QomProperty(
        String name,
        String type,
        Supplier<Object> value,
        Optional<Consumer<Object>> change,
        boolean isLive) {

    /** A property that only tells. */
    public static QomProperty reading(String name, String type, Supplier<Object> value) {
        return new QomProperty(name, type, value, Optional.empty(), false);
    }

    /** A property that was given when a device was made, and cannot be changed since. */
    public static QomProperty given(
            String name, String type, Object value, String device, String driver) {
        Consumer<Object> refusal =
                other -> {
                    throw QemuError.generic(
                            "Attempt to set property '%s' on device '%s' (type '%s') after it was realized"
                                    .formatted(name, device, driver));
                };
        return new QomProperty(name, type, () -> value, Optional.of(refusal), false);
    }

    /** A register: telling it reads it, setting it writes it. */
    public static QomProperty live(
            String name, String type, Supplier<Object> value, Consumer<Object> change) {
        return new QomProperty(name, type, value, Optional.of(change), true);
    }
}
