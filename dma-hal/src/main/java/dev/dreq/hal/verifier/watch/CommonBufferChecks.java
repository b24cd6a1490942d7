package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.Violation;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of common buffers, and the tags behind them, which the kernel takes for bytes of
 * theirs.
 */
final class CommonBufferChecks {
    private final Judge judge;
    private final BufferTags tags;

    CommonBufferChecks(Judge judge, BufferTags tags) {
        this.judge = judge;
        this.tags = tags;
    }

    /**
     * AllocateCommonBuffer and AllocateCommonBufferEx: with a tag behind the buffer, or without one
     * where that does not fit.
     *
     * @param kernel allocates so many bytes
     */
    long allocate(
            Step step,
            int length,
            PphysicalAddress logicalAddress,
            boolean cacheEnabled,
            IntToLongFunction kernel) {
        int tag = tags.size(length);
        long va = run(step, length + tag, kernel);
        if (va == 0 && tag != 0) {
            tag = 0;
            va = run(step, length, kernel);
        }
        AdapterLedger ledger = step.ledger();
        if (va != 0 && ledger != null) {
            ledger.commonBuffers()
                    .put(
                            va,
                            new AdapterLedger.CommonBuffer(
                                    length, logicalAddress.get(), cacheEnabled, tag));
            if (tag != 0) {
                tags.write(va, Integer.toUnsignedLong(length));
            }
        }
        return va;
    }

    private long run(Step step, int bytes, IntToLongFunction kernel) {
        return judge.run(step, UnaryOperator.identity(), () -> kernel.applyAsLong(bytes));
    }

    /**
     * FreeCommonBuffer.
     *
     * @param freed as the driver names it
     * @param kernel frees so many bytes
     */
    void free(Step step, long va, AdapterLedger.CommonBuffer freed, IntConsumer kernel) {
        AdapterLedger ledger = step.legalAt(Irql.PASSIVE_LEVEL, Irql.PASSIVE_LEVEL);
        AdapterLedger.CommonBuffer buffer = ledger == null ? null : ledger.commonBuffers().get(va);
        int tag = buffer == null ? 0 : buffer.tag();
        if (buffer != null && tag != 0) {
            requireIntact(step, va, buffer);
        }
        boolean done =
                judge.runOrLeave(
                        step,
                        violation -> ofDriver(violation, va, buffer, freed),
                        () -> {
                            kernel.accept(freed.length() + tag);
                            return true;
                        },
                        false);
        if (done && ledger != null) {
            ledger.commonBuffers().remove(va);
        }
    }

    private void requireIntact(Step step, long va, AdapterLedger.CommonBuffer buffer) {
        long length = buffer.logical().length();
        if (!tags.isIntact(va, length)) {
            judge.raise(
                    step,
                    Rule.BUFFER_OVERRUN,
                    2,
                    length,
                    va,
                    "the bytes behind a common buffer of 0x%x bytes at 0x%x were written; stay below its length"
                            .formatted(length, va));
        }
    }

    /** The driver knows nothing of tags. */
    private static Violation ofDriver(
            Violation violation,
            long va,
            AdapterLedger.@Nullable CommonBuffer buffer,
            AdapterLedger.CommonBuffer freed) {
        if (violation.rule() != Rule.COMMON_BUFFER_MISMATCH || buffer == null) {
            return violation;
        }
        return Rule.COMMON_BUFFER_MISMATCH
                .stop(
                        va,
                        freed.logical().length(),
                        freed.logicalAddress(),
                        "FreeCommonBuffer of 0x%x with %s, but it was allocated with %s; all must be the same"
                                .formatted(va, freed, buffer))
                .violation();
    }
}
