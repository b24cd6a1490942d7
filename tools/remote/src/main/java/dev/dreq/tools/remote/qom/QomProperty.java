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
 */
public record QomProperty(
        String name, String type, Supplier<Object> value, Optional<Consumer<Object>> change) {

    /** A property that only tells. */
    public static QomProperty reading(String name, String type, Supplier<Object> value) {
        return new QomProperty(name, type, value, Optional.empty());
    }
}
