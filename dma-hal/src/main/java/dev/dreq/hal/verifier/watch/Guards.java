package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DoubleBuffer;
import dev.dreq.hal.dma.DoubleBuffers;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The double buffers of an adapter, and the rule of the bytes beside them. An allocation for which
 * there is no memory has none.
 */
final class Guards implements DoubleBuffers {
    /** Memory below it is left to those who reach no other, as long as there is other. */
    private static final long ISA_END = 0x100_0000;

    private final Mm mm;
    private final CpuBus bus;
    private final @Nullable CacheControl cache;
    private final Judge judge;
    private final AdapterLedger ledger;
    private final BufferTags tags;
    private final List<GuardedBlock> spare = new ArrayList<>();
    private final List<GuardedRegisters> used = new ArrayList<>();

    Guards(Mm mm, CpuBus bus, Judge judge, AdapterLedger ledger, BufferTags tags) {
        this.mm = mm;
        this.bus = bus;
        this.cache = bus.capability(CacheControl.class).orElse(null);
        this.judge = judge;
        this.ledger = ledger;
        this.tags = tags;
    }

    @Override
    public DoubleBuffer of(int mapRegisters) {
        GuardedBlock block = take(Pages.address(2L * mapRegisters + 1));
        if (block == null) {
            return DoubleBuffer.NONE;
        }
        requireFree(block);
        GuardedRegisters registers = new GuardedRegisters(this, block);
        used.add(registers);
        return registers;
    }

    /** The smallest spare block that will do; if there is none, the smaller ones are of no use. */
    private @Nullable GuardedBlock take(long bytes) {
        GuardedBlock block =
                spare.stream()
                        .filter(one -> one.range().length() >= bytes)
                        .min(Comparator.comparingLong(one -> one.range().length()))
                        .orElse(null);
        if (block != null) {
            spare.remove(block);
            return block;
        }
        close();
        long va = allocate(bytes);
        return va == 0
                ? null
                : new GuardedBlock(bus, va, new Range(mm.getPhysicalAddress(va), bytes));
    }

    private long allocate(long bytes) {
        long last = ledger.facts().lastAddress();
        long boundary = bytes <= window() ? window() : 0;
        long va = last > ISA_END ? mm.reserveContiguous(bytes, ISA_END, last, boundary) : 0;
        return va != 0 ? va : mm.reserveContiguous(bytes, 0, last, boundary);
    }

    void giveBack(GuardedRegisters registers, GuardedBlock block) {
        requireFree(block);
        used.remove(registers);
        spare.add(block);
    }

    @Override
    public void close() {
        for (GuardedBlock block : spare) {
            requireFree(block);
            mm.unreserveContiguous(block.va());
        }
        spare.clear();
    }

    private void requireFree(GuardedBlock block) {
        Range range = block.range();
        long written = block.written(range.start(), range.end());
        if (written < range.end()) {
            freeRegisterWritten(written);
            block.fill(range.start(), range.end());
        }
    }

    /** No range crosses a multiple of it. */
    long window() {
        return ledger.facts().window();
    }

    boolean isCommon(long physical) {
        return ledger.isCommon(physical);
    }

    void copyToDevice(long logical, long address, long length) {
        bus.copy(logical, address, length);
    }

    /** As if the device had written the memory itself, which is not cached. */
    void copyFromDevice(long address, Range logical) {
        bus.copy(address, logical.start(), logical.length());
        if (cache != null) {
            cache.clean(address, logical.length());
        }
    }

    /** What is mapped is flushed: a time to look at the common buffers, too. */
    void flushing() {
        ledger.commonBuffers()
                .forEach(
                        (va, buffer) ->
                                tags.damage(va, buffer)
                                        .forEach(found -> judge.note(ledger, found)));
    }

    void freeRegisterWritten(long address) {
        note(
                Rule.BUFFER_OVERRUN.stop(
                        3,
                        address,
                        0,
                        "0x%x was written, where %s is to write nothing, or nothing any more; stop the device before the flush"
                                .formatted(address, ledger.facts().name())));
    }

    void writtenBefore(long start, long end, long address) {
        beside(4, start, end, address, "before");
    }

    void writtenBehind(long start, long end, long address) {
        beside(5, start, end, address, "behind");
    }

    private void beside(int form, long start, long end, long address, String where) {
        note(
                Rule.BUFFER_OVERRUN.stop(
                        form,
                        start,
                        address,
                        "0x%x was written, %s the 0x%x bytes at 0x%x that %s was given; program it for just those"
                                .formatted(
                                        address,
                                        where,
                                        end - start,
                                        start,
                                        ledger.facts().name())));
    }

    private void note(VerifierStop stop) {
        judge.note(ledger, stop.violation());
    }

    /** Where the byte lies that the device sees at this address. */
    long memory(long logical) {
        for (GuardedRegisters registers : used) {
            long memory = registers.memory(logical);
            if (memory >= 0) {
                return memory;
            }
        }
        return logical;
    }

    /** The guarded bytes around an address, where each byte that is written is found; or null. */
    @Nullable Range guardAround(long address) {
        for (GuardedRegisters registers : used) {
            Range guard = registers.guardAround(address);
            if (guard != null) {
                return guard;
            }
        }
        for (GuardedBlock block : spare) {
            if (block.range().contains(address)) {
                return block.range();
            }
        }
        return null;
    }
}
