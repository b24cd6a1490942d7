package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.KernelWatch;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MemoryWatch;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/** The rules of what the processor does beside the calls of a table. */
final class CpuChecks implements MemoryWatch, KernelWatch {
    private final Ke ke;
    private final Judge judge;
    private final Ledgers ledgers;
    private final Caches caches;
    private final Clock clock;

    CpuChecks(Ke ke, Judge judge, Ledgers ledgers, Caches caches, Clock clock) {
        this.ke = ke;
        this.judge = judge;
        this.ledgers = ledgers;
        this.caches = caches;
        this.clock = clock;
    }

    /** What a device only reads may be read by everybody. */
    @Override
    public void loads(long physicalAddress, long length) {
        OpenMapping open = open(physicalAddress, length);
        if (open != null && !open.writeToDevice()) {
            raise("a load", physicalAddress, length, open);
        }
    }

    @Override
    public void stores(long physicalAddress, long length) {
        caches.stored(physicalAddress, length);
        OpenMapping open = open(physicalAddress, length);
        if (open != null) {
            raise("a store", physicalAddress, length, open);
        }
    }

    private @Nullable OpenMapping open(long physical, long length) {
        for (OpenMapping open : ledgers.open()) {
            if (open.overlaps(physical, length) && !open.ledger().isCommon(physical)) {
                return open;
            }
        }
        return null;
    }

    private void raise(String access, long physical, long length, OpenMapping open) {
        judge.raise(
                "%s by the processor at %s".formatted(access, Irql.name(ke.getCurrentIrql())),
                open.ledger(),
                Rule.CPU_ACCESS_WHILE_MAPPED,
                physical,
                length,
                open.first().mdl().address(),
                "%s of 0x%x bytes at physical address 0x%x, which is mapped for %s; wait for the flush"
                        .formatted(access, length, physical, open.ledger().facts().name()));
    }

    @Override
    public void flushes(Mdl mdl, boolean readOperation, boolean dmaOperation) {
        if (dmaOperation) {
            caches.flushed(mdl, readOperation);
        }
    }

    @Override
    public void waitsAbove(int irql, String routine) {
        AdapterLedger calling = null;
        for (AdapterLedger ledger : ledgers.live()) {
            calling = ledger.callbacks() != 0 ? ledger : calling;
        }
        judge.raise(
                "%s at %s".formatted(routine, Irql.name(irql)),
                calling,
                Rule.WAIT_AT_DISPATCH,
                irql,
                0,
                0,
                "%s at %s, where nothing else can run; return, and go on in the routine that it would wait for"
                        .formatted(routine, Irql.name(irql)));
    }

    @Override
    public void counts(long nanos) {
        clock.take(nanos, "KeQueryPerformanceCounter");
    }
}
