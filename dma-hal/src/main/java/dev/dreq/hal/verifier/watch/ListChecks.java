package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.PscatterGatherList;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules of scatter/gather lists. */
final class ListChecks {
    private final ChannelChecks channels;
    private final Judge judge;
    private final Ledgers ledgers;
    private final MappingChecks mappings;

    ListChecks(Mm mm, Judge judge, Ledgers ledgers, MappingChecks mappings) {
        this.channels = new ChannelChecks(mm, judge);
        this.judge = judge;
        this.ledgers = ledgers;
        this.mappings = mappings;
    }

    /** What the kernel knows a list as. */
    static ScatterGatherList kernelsOwn(ScatterGatherList list) {
        return list instanceof WatchedList watched ? watched.list() : list;
    }

    /**
     * GetScatterGatherList, BuildScatterGatherList and their successors, before the kernel sees
     * them; returns whether there can be a list.
     */
    boolean isPossible(
            Step step,
            AdapterLedger ledger,
            BufferPart buffer,
            @Nullable Object context,
            boolean writeToDevice) {
        long missing = buffer.missing();
        if (missing > 0) {
            judge.raise(
                    step,
                    Rule.MDL_CHAIN_TOO_SHORT,
                    missing,
                    0,
                    0,
                    "the chain of MDLs ends 0x%x bytes before the buffer does; pass what it describes at most"
                            .formatted(missing));
            return false;
        }
        if (missing == 0) {
            complete(step, ledger, buffer.inEachMdl(), writeToDevice);
        }
        channels.requireResident(step, context);
        return true;
    }

    /**
     * The driver's routine, between two entries in the ledger.
     *
     * @param pointer where the list may be found as well
     */
    DriverListControl watched(
            Step step,
            AdapterLedger ledger,
            BufferPart buffer,
            DriverListControl routine,
            boolean writeToDevice,
            @Nullable PscatterGatherList pointer) {
        return (device, irp, list, context) -> {
            WatchedList seen = delivered(step, ledger, buffer, list, irp, writeToDevice);
            if (pointer != null && pointer.get() == list) {
                pointer.set(seen);
            }
            ledger.callbackBegins();
            try {
                judge.callBack(
                        () -> {
                            routine.control(device, irp, seen, context);
                            return true;
                        });
            } finally {
                ledger.callbackEnds();
            }
        };
    }

    /** The kernel has made a list; returns it as the driver is to see it. */
    WatchedList delivered(
            Step step,
            AdapterLedger ledger,
            BufferPart buffer,
            ScatterGatherList list,
            @Nullable Irp irp,
            boolean writeToDevice) {
        OpenMapping mapping =
                new OpenMapping(ledger, buffer.mapped(), Range.of(list), writeToDevice);
        WatchedList seen = new WatchedList(list, mapping, irp, () -> usedAfterEnd(ledger, list));
        mappings.requireMappedOnce(step, List.of(), buffer, mapping.physical(), writeToDevice);
        mappings.requireMapped(step, mapping);
        ledger.lists().put(list, seen);
        return seen;
    }

    /** The whole buffer is there. */
    private void complete(
            Step step, AdapterLedger ledger, List<BufferPart> parts, boolean writeToDevice) {
        long pages = 0;
        for (BufferPart part : parts) {
            pages += Pages.addressAndSizeToSpanPages(part.va(), part.length());
            if (part.isUsable()) {
                mappings.requireReady(step, ledger, part, writeToDevice);
            }
        }
        int most = ledger.facts().mapRegisters();
        if (pages > most) {
            judge.raise(
                    step,
                    Rule.TOO_MANY_MAP_REGISTERS,
                    pages,
                    most,
                    0,
                    "a buffer of %d pages, but IoGetDmaAdapter granted %d map registers; split the request"
                            .formatted(pages, most));
        }
    }

    /** A list says what it said when it was delivered; in a driver's own memory it may not. */
    private void requireUnmodified(Step step, WatchedList list) {
        if (!Range.of(list.list()).equals(list.mapping().logical())) {
            judge.raise(
                    step,
                    Rule.LIST_ENDED,
                    list.address(),
                    0,
                    0,
                    "the scatter/gather list at 0x%x was modified; copy what is to be changed"
                            .formatted(list.address()));
        }
    }

    private void usedAfterEnd(AdapterLedger ledger, ScatterGatherList list) {
        judge.raise(
                ledgers.step(
                        ledger.facts().adapter(), "SCATTER_GATHER_LIST", "list", list.address()),
                Rule.LIST_ENDED,
                list.address(),
                0,
                0,
                "a scatter/gather list is used after PutScatterGatherList; copy what is needed longer");
    }

    /** PutScatterGatherList; returns whether the kernel did. */
    boolean putting(
            Step step,
            @Nullable AdapterLedger ledger,
            ScatterGatherList list,
            Predicate<ScatterGatherList> kernel) {
        ScatterGatherList own = kernelsOwn(list);
        WatchedList live = ledger == null ? null : ledger.lists().get(own);
        if (ledger == null || live == null) {
            return kernel.test(own);
        }
        mappings.requireUnchanged(step, live.mapping());
        requireUnmodified(step, live);
        ledger.lists().remove(own);
        boolean put = false;
        try {
            put = kernel.test(own);
            return put;
        } finally {
            if (put) {
                live.end();
            } else {
                ledger.lists().put(own, live);
            }
        }
    }
}
