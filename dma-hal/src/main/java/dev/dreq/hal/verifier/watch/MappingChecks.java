package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.Violation;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules of MapTransfer and FlushAdapterBuffers. */
final class MappingChecks {
    /** sizeof(IO_STACK_LOCATION) on x64. */
    private static final int STACK_LOCATION = 0x48;

    private final Judge judge;
    private final Ledgers ledgers;
    private final Mm mm;
    private final Caches caches;

    MappingChecks(Judge judge, Ledgers ledgers, Mm mm, Caches caches) {
        this.judge = judge;
        this.ledgers = ledgers;
        this.mm = mm;
        this.caches = caches;
    }

    /** MapTransfer. */
    long map(
            Step step,
            AdapterLedger ledger,
            long base,
            BufferPart part,
            Pulong length,
            boolean writeToDevice,
            Supplier<Long> kernel) {
        Grant grant = ledger.granted(base);
        if (grant != null && part.isUsable()) {
            mapping(step, ledger, grant, part, length, writeToDevice);
        }
        long logical =
                judge.run(step, violation -> ofTransfer(ledger, base, part, violation), kernel);
        if (grant != null) {
            long mapped = Integer.toUnsignedLong(length.get());
            OpenMapping open =
                    new OpenMapping(
                            ledger,
                            List.of(new MdlPart(part.mdl(), part.va(), mapped)),
                            List.of(new Range(logical, mapped)),
                            writeToDevice);
            grant.mappings().add(open);
            requireMapped(step, open);
        }
        return logical;
    }

    private void mapping(
            Step step,
            AdapterLedger ledger,
            Grant grant,
            BufferPart part,
            Pulong length,
            boolean writeToDevice) {
        requireOwnLength(step, grant, length);
        requireReady(step, ledger, part, writeToDevice);
        boolean flushed = !ledger.isSlave() || grant.mappings().isEmpty();
        if (flushed) {
            List<Range> physical = new MdlPart(part.mdl(), part.va(), part.length()).physical();
            requireMappedOnce(step, grant.mappings(), part, physical, writeToDevice);
        }
    }

    /** The rules of every buffer that is to be mapped. */
    void requireReady(Step step, AdapterLedger ledger, BufferPart part, boolean writeToDevice) {
        if (!writeToDevice) {
            requireLockedForWrite(step, part.mdl());
            requireAligned(step, ledger, part);
        }
        requireFlushed(step, ledger, part, writeToDevice);
    }

    /**
     * Before version 3, caches are the driver's business; those of a common buffer are nobody's.
     */
    private void requireFlushed(
            Step step, AdapterLedger ledger, BufferPart part, boolean writeToDevice) {
        if (ledger.facts().description().version() >= 3) {
            return;
        }
        for (Range range : new MdlPart(part.mdl(), part.va(), part.inside()).physical()) {
            if (!caches.isFlushed(range, writeToDevice) && !ledger.isCommon(range.start())) {
                judge.raise(
                        step,
                        Rule.NO_KE_FLUSH_IO_BUFFERS,
                        part.mdl().address(),
                        part.va(),
                        range.start(),
                        "the processor may hold newer or older bytes than memory has; call KeFlushIoBuffers(Mdl, %s, TRUE) first"
                                .formatted(writeToDevice ? "FALSE" : "TRUE"));
                return;
            }
        }
    }

    void requireOwnLength(Step step, Grant grant, Pulong length) {
        Irp irp = grant.irp();
        for (int i = 1; irp != null && i <= irp.stackCount(); i++) {
            Range location = new Range(irp.stackLocation(i).address(), STACK_LOCATION);
            if (location.contains(length.address())) {
                judge.raise(
                        step,
                        Rule.LENGTH_ALIASED,
                        length.address(),
                        irp.address(),
                        0,
                        "Length lies in stack location %d of the IRP, where %s would overwrite it; pass a copy"
                                .formatted(i, step.call().routine()));
            }
        }
    }

    private void requireAligned(Step step, AdapterLedger ledger, BufferPart part) {
        int alignment = ledger.facts().alignment();
        boolean words =
                ledger.isSlave() && ledger.facts().description().dmaWidth() == DmaWidth.Width16Bits;
        if (alignment <= (words ? 2 : 1)) {
            return;
        }
        boolean start = part.va() % alignment != 0;
        if (start || part.length() % alignment != 0) {
            judge.raise(
                    step,
                    Rule.OUTSIDE_MDL,
                    start ? 4 : 5,
                    start ? part.va() : part.length(),
                    part.mdl().address(),
                    "the device is to write 0x%x bytes at 0x%x; both must be multiples of GetDmaAlignment, %d"
                            .formatted(part.length(), part.va(), alignment));
        }
    }

    /** What a device writes is nobody else's. */
    void requireMappedOnce(
            Step step,
            List<OpenMapping> own,
            BufferPart part,
            List<Range> physical,
            boolean writeToDevice) {
        for (OpenMapping open : ledgers.open()) {
            boolean again = own.contains(open);
            boolean written = !writeToDevice || !open.writeToDevice();
            if ((again || written) && physical.stream().anyMatch(open::overlaps)) {
                raiseMappedTwice(step, part, open, again);
                return;
            }
        }
    }

    private void raiseMappedTwice(Step step, BufferPart part, OpenMapping open, boolean again) {
        if (again) {
            judge.raise(
                    step,
                    Rule.REGISTER_MAPPED_TWICE,
                    part.va(),
                    part.va() + part.length() - 1,
                    open.first().va(),
                    "0x%x bytes at 0x%x, of which the operation has some already; go on behind them, or flush first"
                            .formatted(part.length(), part.va()));
        } else {
            judge.raise(
                    step,
                    Rule.MAPPED_TWICE,
                    part.va(),
                    part.va() + part.length() - 1,
                    open.first().va(),
                    "0x%x bytes at 0x%x, of which an operation of %s has some, and a device writes them; flush that first"
                            .formatted(part.length(), part.va(), open.ledger().facts().name()));
        }
    }

    /** What a device writes is locked for writing, as far as the lock tells. */
    private void requireLockedForWrite(Step step, Mdl mdl) {
        boolean locked = (mdl.mdlFlags() & Mdl.MDL_PAGES_LOCKED) != 0 && mdl.startVa() != 0;
        if (locked && (mdl.mdlFlags() & Mdl.MDL_WRITE_OPERATION) == 0) {
            judge.raise(
                    step,
                    Rule.WRONG_LOCK_OPERATION,
                    mdl.address(),
                    mdl.mdlFlags(),
                    0,
                    "the device is to write a buffer that is locked with IoReadAccess; lock it with IoWriteAccess");
        }
    }

    /** What the kernel copies has an address to copy by. */
    void requireMapped(Step step, OpenMapping mapping) {
        if (!mapping.isBounced()) {
            return;
        }
        for (MdlPart part : mapping.parts()) {
            Mdl mdl = part.mdl();
            int mapped = Mdl.MDL_MAPPED_TO_SYSTEM_VA | Mdl.MDL_SOURCE_IS_NONPAGED_POOL;
            if ((mdl.mdlFlags() & mapped) == 0 && !mm.isAddressValid(part.va())) {
                judge.raise(
                        step,
                        Rule.NO_SYSTEM_ADDRESS,
                        mdl.address(),
                        0,
                        0,
                        "the buffer is out of the device's reach and is mapped nowhere to be copied; call"
                                + " MmGetSystemAddressForMdlSafe first");
            }
        }
    }

    /** FlushAdapterBuffers. */
    boolean flush(
            Step step, AdapterLedger ledger, long base, BufferPart part, Supplier<Boolean> kernel) {
        Grant grant = ledger.granted(base);
        if (grant != null) {
            grant.mappings().stream()
                    .filter(mapping -> mapping.concerns(part.mdl()))
                    .forEach(mapping -> requireUnchanged(step, mapping));
        }
        boolean[] flushed = new boolean[1];
        boolean drained =
                judge.runOrLeave(
                        step,
                        violation -> ofTransfer(ledger, base, part, violation),
                        () -> {
                            boolean result = kernel.get();
                            flushed[0] = true;
                            return result;
                        },
                        false);
        if (flushed[0] && grant != null) {
            grant.mappings()
                    .removeIf(mapping -> mapping.concerns(part.mdl(), part.va(), part.length()));
        }
        return drained;
    }

    /** An MDL is as it was when it was mapped; if not, nobody knows where its bytes belong. */
    void requireUnchanged(Step step, OpenMapping mapping) {
        for (MdlPart part : mapping.parts()) {
            if (part.isChanged()) {
                throw judge.stop(
                        step,
                        Rule.MDL_CHANGED,
                        part.mdl().address(),
                        part.mdl().mdlFlags(),
                        0,
                        "the MDL was changed, unlocked or built anew since it was mapped; do that behind the flush");
            }
        }
    }

    /** The kernel sees one adapter and one base; the ledger tells what the driver mixed up. */
    private Violation ofTransfer(
            AdapterLedger ledger, long base, BufferPart part, Violation violation) {
        return switch (violation.rule()) {
            case WRONG_MAP_REGISTERS, NOT_MAPPED, FLUSH_MISMATCH ->
                    mixedUp(ledger, base, part, violation);
            default -> violation;
        };
    }

    private Violation mixedUp(
            AdapterLedger ledger, long base, BufferPart part, Violation violation) {
        boolean map = violation.message().startsWith("MapTransfer");
        AdapterLedger other = ledgers.otherWith(base, ledger);
        if (other != null && violation.rule() == Rule.WRONG_MAP_REGISTERS) {
            return Rule.ADAPTER_CHANGED
                    .stop(
                            ledger.facts().adapter().address(),
                            other.facts().adapter().address(),
                            base,
                            "map register base 0x%x was granted to the adapter of %s; name that adapter in all calls of a request"
                                    .formatted(base, other.facts().name()))
                    .violation();
        }
        if (map) {
            return violation;
        }
        Grant under = mappedUnder(ledger, part);
        if (under != null && under.base() != base) {
            return Rule.WRONG_MAP_REGISTERS
                    .stop(
                            base,
                            part.va(),
                            part.mdl().address(),
                            "FlushAdapterBuffers with map register base 0x%x of what is mapped through base 0x%x; pass that"
                                    .formatted(base, under.base()))
                    .violation();
        }
        if (under == null && violation.rule() == Rule.WRONG_MAP_REGISTERS) {
            return Rule.NOT_MAPPED
                    .stop(
                            part.va(),
                            0,
                            0,
                            "FlushAdapterBuffers of 0x%x, where nothing is mapped; flush once for each operation"
                                    .formatted(part.va()))
                    .violation();
        }
        return violation;
    }

    private static @Nullable Grant mappedUnder(AdapterLedger ledger, BufferPart part) {
        for (Grant grant : ledger.grants()) {
            for (OpenMapping mapping : grant.mappings()) {
                if (mapping.concerns(part.mdl(), part.va(), part.length())) {
                    return grant;
                }
            }
        }
        return null;
    }
}
