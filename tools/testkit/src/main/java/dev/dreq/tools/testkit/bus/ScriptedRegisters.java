package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A device that is a script: what a register answers, one value after the other, and what a write
 * to it does. A register without a script reads as it was last written, at first zero.
 */
public final class ScriptedRegisters implements IoHandler {

    private final AccessSizes sizes;
    private final Map<Long, Deque<LongSupplier>> answers = new TreeMap<>();
    private final Map<Long, LongConsumer> actions = new TreeMap<>();
    private final Map<Long, Long> stored = new TreeMap<>();

    /** Registers of any size. */
    public ScriptedRegisters() {
        this(AccessSizes.ANY);
    }

    /** Registers that take these accesses. */
    public ScriptedRegisters(AccessSizes sizes) {
        this.sizes = sizes;
    }

    /** The reads of a register answer so, one after the other; the last answer stays. */
    public ScriptedRegisters answer(long offset, long... values) {
        for (long value : values) {
            queue(offset).add(() -> value);
        }
        return this;
    }

    /** From then on, the reads of a register answer what {@code source} gives. */
    public ScriptedRegisters answer(long offset, LongSupplier source) {
        queue(offset).add(source);
        return this;
    }

    private Deque<LongSupplier> queue(long offset) {
        return answers.computeIfAbsent(offset, any -> new ArrayDeque<>());
    }

    /** Each write to a register leads to this. */
    public ScriptedRegisters onWrite(long offset, LongConsumer action) {
        actions.put(offset, action);
        return this;
    }

    /** What was last written to a register. */
    public long written(long offset) {
        return stored.getOrDefault(offset, 0L);
    }

    @Override
    public AccessSizes accessSizes() {
        return sizes;
    }

    @Override
    public long read(long offset, int size) {
        Deque<LongSupplier> script = answers.get(offset);
        if (script == null) {
            return written(offset);
        }
        return (script.size() > 1 ? script.remove() : script.element()).getAsLong();
    }

    @Override
    public void write(long offset, int size, long value) {
        stored.put(offset, value);
        LongConsumer action = actions.get(offset);
        if (action != null) {
            action.accept(value);
        }
    }
}
