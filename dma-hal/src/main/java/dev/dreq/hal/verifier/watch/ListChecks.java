package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
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
     * GetScatterGatherList and BuildScatterGatherList, before the kernel sees them; returns the
     * driver's routine, between two entries in the ledger.
     */
    DriverListControl getting(
            Step step,
            AdapterLedger ledger,
            MappingChecks.Part buffer,
            DriverListControl routine,
            @Nullable Object context,
            boolean writeToDevice) {
        long missing = missing(buffer);
        if (missing > 0) {
            judge.raise(
                    step,
                    Rule.MDL_CHAIN_TOO_SHORT,
                    missing,
                    0,
                    0,
                    "the chain of MDLs ends 0x%x bytes before the buffer does; pass what it describes at most"
                            .formatted(missing));
            return routine;
        }
        if (missing == 0) {
            complete(step, ledger, parts(buffer), writeToDevice);
        }
        channels.requireResident(step, context);
        return (device, irp, list, ignored) -> {
            WatchedList seen = watched(ledger, buffer, list, irp, writeToDevice);
            OpenMapping mapping = seen.mapping();
            mappings.requireMappedOnce(step, List.of(), buffer, mapping.physical(), writeToDevice);
            mappings.requireMapped(step, mapping);
            ledger.lists().put(list, seen);
            ledger.callbackBegins();
            try {
                judge.callBack(
                        () -> {
                            routine.control(device, irp, seen, ignored);
                            return true;
                        });
            } finally {
                ledger.callbackEnds();
            }
        };
    }

    /** The whole buffer is there. */
    private void complete(
            Step step,
            AdapterLedger ledger,
            List<MappingChecks.Part> parts,
            boolean writeToDevice) {
        long pages = 0;
        for (MappingChecks.Part part : parts) {
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

    /** How many bytes the chain lacks; negative if the buffer does not begin in it. */
    private static long missing(MappingChecks.Part buffer) {
        long start = buffer.mdl().startVa() + buffer.mdl().byteOffset();
        long rest = start + Integer.toUnsignedLong(buffer.mdl().byteCount()) - buffer.va();
        if (buffer.va() < start || rest <= 0 || buffer.length() == 0) {
            return -1;
        }
        for (Mdl next = buffer.mdl().next(); next != null; next = next.next()) {
            rest += Integer.toUnsignedLong(next.byteCount());
        }
        return Math.max(0, buffer.length() - rest);
    }

    /** The buffer, MDL by MDL. */
    private static List<MappingChecks.Part> parts(MappingChecks.Part buffer) {
        List<MappingChecks.Part> parts = new ArrayList<>();
        long va = buffer.va();
        long left = buffer.length();
        for (Mdl mdl = buffer.mdl(); mdl != null && left > 0; mdl = mdl.next()) {
            long start = mdl.startVa() + mdl.byteOffset();
            long from = mdl == buffer.mdl() ? va : start;
            long length = Math.min(left, start + Integer.toUnsignedLong(mdl.byteCount()) - from);
            if (length > 0) {
                parts.add(new MappingChecks.Part(mdl, from, length));
            }
            left -= length;
        }
        return parts;
    }

    private WatchedList watched(
            AdapterLedger ledger,
            MappingChecks.Part buffer,
            ScatterGatherList list,
            @Nullable Irp irp,
            boolean writeToDevice) {
        List<Range> logical = new ArrayList<>();
        for (int i = 0; i < list.numberOfElements(); i++) {
            ScatterGatherElement element = list.elements(i);
            logical.add(
                    new Range(element.logicalAddress(), Integer.toUnsignedLong(element.length())));
        }
        List<MdlPart> parts =
                parts(buffer).stream()
                        .map(part -> new MdlPart(part.mdl(), part.va(), part.length()))
                        .toList();
        OpenMapping mapping = new OpenMapping(ledger, parts, logical, writeToDevice);
        return new WatchedList(list, mapping, irp, () -> usedAfterEnd(ledger, list));
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
