package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.plugin.cpu.DmaWatch;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of what devices do to memory: only what is mapped, only in its direction. Devices of a
 * machine none of whose drivers has an adapter are left alone.
 */
final class DeviceChecks implements DmaWatch.Watcher {
    /** Stores there are interrupt messages. */
    private static final Range MESSAGES = new Range(0xFEE0_0000L, 0x10_0000);

    private final Judge judge;
    private final Ledgers ledgers;

    DeviceChecks(Judge judge, Ledgers ledgers) {
        this.judge = judge;
        this.ledgers = ledgers;
    }

    @Override
    public boolean allows(String device, long address, long length, DmaDirection direction) {
        boolean toMemory = direction == DmaDirection.TO_MEMORY;
        List<AdapterLedger> live = ledgers.live();
        if (direction == DmaDirection.VERIFY
                || live.isEmpty()
                || judge.kernelWorks()
                || (toMemory && MESSAGES.contains(address))) {
            return true;
        }
        long fault = fault(live, address, length, toMemory);
        if (fault == address + length) {
            return true;
        }
        raise(device, address, length, fault, toMemory, live);
        return true;
    }

    /** The first address that the device may not use so; the end if it may use all. */
    private static long fault(
            List<AdapterLedger> live, long address, long length, boolean toMemory) {
        long at = address;
        long end = address + length;
        for (Range next = usable(live, at, toMemory);
                next != null && at < end;
                next = usable(live, at, toMemory)) {
            at = Math.min(end, next.end());
        }
        return at;
    }

    private static @Nullable Range usable(
            List<AdapterLedger> live, long address, boolean toMemory) {
        for (AdapterLedger ledger : live) {
            for (AdapterLedger.CommonBuffer buffer : ledger.commonBuffers().values()) {
                if (buffer.logical().contains(address)) {
                    return buffer.logical();
                }
            }
            for (OpenMapping open : ledger.open()) {
                for (Range range : open.logical()) {
                    if (open.writeToDevice() != toMemory && range.contains(address)) {
                        return range;
                    }
                }
            }
        }
        return toMemory ? guard(live, address) : null;
    }

    /** What a device writes beside the memory that it is shown is found there. */
    private static @Nullable Range guard(List<AdapterLedger> live, long address) {
        for (AdapterLedger ledger : live) {
            Range guard = ledger.guardAround(address);
            if (guard != null) {
                return guard;
            }
        }
        return null;
    }

    private void raise(
            String device,
            long address,
            long length,
            long fault,
            boolean toMemory,
            List<AdapterLedger> live) {
        String access =
                "%s %s 0x%x bytes at 0x%x"
                        .formatted(device, toMemory ? "writes" : "reads", length, address);
        AdapterLedger before = endingAt(live, fault, toMemory);
        if (before != null) {
            judge.raise(
                    access,
                    before,
                    Rule.DEVICE_OVERRUN,
                    object(before),
                    fault,
                    address + length - fault,
                    "%s, of which 0x%x lie behind the end of what is mapped; stop the device there"
                            .formatted(access, address + length - fault));
            return;
        }
        AdapterLedger other = usable(live, fault, !toMemory) == null ? null : owner(live, fault);
        judge.raise(
                access,
                other == null && live.size() == 1 ? live.get(0) : other,
                Rule.DEVICE_FAULT,
                other == null ? 0 : object(other),
                fault,
                other == null ? 0 : 1,
                "%s, %s; map it first"
                        .formatted(
                                access,
                                other == null
                                        ? "where nothing is mapped"
                                        : "which is mapped for the other direction"));
    }

    private static @Nullable AdapterLedger endingAt(
            List<AdapterLedger> live, long fault, boolean toMemory) {
        for (AdapterLedger ledger : live) {
            for (OpenMapping open : ledger.open()) {
                for (Range range : open.logical()) {
                    if (open.writeToDevice() != toMemory && range.end() == fault) {
                        return ledger;
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable AdapterLedger owner(List<AdapterLedger> live, long address) {
        for (AdapterLedger ledger : live) {
            for (OpenMapping open : ledger.open()) {
                if (open.logical().stream().anyMatch(range -> range.contains(address))) {
                    return ledger;
                }
            }
        }
        return null;
    }

    private static long object(AdapterLedger ledger) {
        DeviceObject physical = ledger.facts().physicalDevice();
        return physical == null ? 0 : physical.address();
    }
}
