package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.Violation;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of common buffers, and the tags around them, which the kernel takes for bytes of
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
     * AllocateCommonBuffer and AllocateCommonBufferEx: with tags around the buffer, as far as they
     * fit.
     *
     * @param kernel allocates so many bytes
     */
    long allocate(
            Step step,
            int length,
            PphysicalAddress logicalAddress,
            boolean cacheEnabled,
            IntToLongFunction kernel) {
        for (BufferTags.Room room : tags.rooms(length)) {
            int bytes = length + room.bytes();
            long va = judge.run(step, UnaryOperator.identity(), () -> kernel.applyAsLong(bytes));
            if (va != 0) {
                logicalAddress.set(logicalAddress.get() + room.before());
                return allocated(
                        step,
                        va + room.before(),
                        new AdapterLedger.CommonBuffer(
                                length, logicalAddress.get(), cacheEnabled, room));
            }
        }
        return 0;
    }

    private long allocated(Step step, long va, AdapterLedger.CommonBuffer buffer) {
        AdapterLedger ledger = step.ledger();
        if (ledger != null) {
            ledger.commonBuffers().put(va, buffer);
            tags.write(va, buffer);
        }
        return va;
    }

    /**
     * FreeCommonBuffer.
     *
     * @param freed as the driver names it
     * @param kernel frees it with what is around it
     */
    void free(
            Step step,
            long va,
            AdapterLedger.CommonBuffer freed,
            Consumer<BufferTags.Room> kernel) {
        AdapterLedger ledger = step.legalAt(Irql.PASSIVE_LEVEL, Irql.PASSIVE_LEVEL);
        AdapterLedger.CommonBuffer buffer = ledger == null ? null : ledger.commonBuffers().get(va);
        if (buffer != null) {
            tags.damage(va, buffer).forEach(found -> judge.raise(step, found));
        }
        boolean done =
                judge.runOrLeave(
                        step,
                        violation -> ofDriver(violation, va, buffer, freed),
                        () -> {
                            kernel.accept(buffer == null ? BufferTags.Room.NONE : buffer.room());
                            return true;
                        },
                        false);
        if (done && ledger != null) {
            ledger.commonBuffers().remove(va);
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
