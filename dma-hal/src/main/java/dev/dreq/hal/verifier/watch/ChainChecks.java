package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaTransferContext;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules of MapTransferEx, FlushAdapterBuffersEx and CancelMappedTransfer. */
final class ChainChecks {
    private static final int CHANNELS_OF_FIRST = 4;

    private final Judge judge;
    private final Ledgers ledgers;
    private final MappingChecks mappings;

    ChainChecks(Judge judge, Ledgers ledgers, MappingChecks mappings) {
        this.judge = judge;
        this.ledgers = ledgers;
        this.mappings = mappings;
    }

    /**
     * MapTransferEx. The transfer may be over, flushed and forgotten before the kernel returns.
     *
     * @param elements where the kernel tells what it has mapped, if anywhere
     */
    NtStatus map(
            Step step,
            AdapterLedger ledger,
            ChainPiece piece,
            Pulong length,
            @Nullable ScatterGatherList elements,
            Function<ChainTransfer, NtStatus> kernel) {
        Grant grant = ledger.granted(piece.base());
        boolean possible = isPossible(step, ledger, grant, piece, length);
        List<MdlPart> parts = possible ? parts(piece) : List.of();
        ChainTransfer transfer =
                new ChainTransfer(
                        piece, new OpenMapping(ledger, parts, List.of(), piece.writeToDevice()));
        if (grant == null || !possible || !grant.mappings().isEmpty()) {
            return run(step, () -> kernel.apply(transfer));
        }
        grant.begin(transfer);
        NtStatus status = NtStatus.STATUS_UNSUCCESSFUL;
        try {
            status = run(step, () -> kernel.apply(transfer));
        } finally {
            if (!status.isSuccess()) {
                grant.end(transfer);
            }
        }
        if (grant.transfer() == transfer && elements != null) {
            ChainPiece mapped = piece.head(Integer.toUnsignedLong(length.get()));
            mapped(step, grant, transfer, mapped, Range.of(elements));
        }
        return status;
    }

    private void mapped(
            Step step, Grant grant, ChainTransfer transfer, ChainPiece piece, List<Range> logical) {
        grant.end(transfer);
        OpenMapping open =
                new OpenMapping(
                        transfer.mapping().ledger(), parts(piece), logical, piece.writeToDevice());
        MdlPart first = open.first();
        mappings.requireMappedOnce(
                step,
                List.of(),
                new BufferPart(first.mdl(), first.va(), piece.length()),
                open.physical(),
                piece.writeToDevice());
        mappings.requireMapped(step, open);
        transfer.isMapped(piece, open);
        grant.begin(transfer);
    }

    private static List<MdlPart> parts(ChainPiece piece) {
        BufferPart buffer = piece.buffer();
        return buffer == null ? List.of() : buffer.mapped();
    }

    /** Judges a mapping; false if the kernel will refuse it. */
    private boolean isPossible(
            Step step,
            AdapterLedger ledger,
            @Nullable Grant grant,
            ChainPiece piece,
            Pulong length) {
        if (piece.length() == 0) {
            return false;
        }
        BufferPart buffer = piece.buffer();
        if (grant == null) {
            raiseNotHeld(step, ledger, piece);
            return false;
        }
        if (buffer == null) {
            raiseOutside(step, piece);
            return false;
        }
        if (buffer.missing() != 0) {
            raiseTooShort(step, buffer.missing());
            return false;
        }
        mappings.requireOwnLength(step, grant, length);
        for (BufferPart part : buffer.inEachMdl()) {
            if (!part.isUsable()) {
                return false;
            }
            mappings.requireReady(step, ledger, part, piece.writeToDevice());
        }
        return true;
    }

    private void raiseOutside(Step step, ChainPiece piece) {
        judge.raise(
                step,
                Rule.OUTSIDE_MDL,
                2,
                piece.va(),
                piece.mdl().address(),
                "offset 0x%x lies behind the end of the chain of MDLs; offsets count from its start"
                        .formatted(piece.offset()));
    }

    private void raiseTooShort(Step step, long missing) {
        judge.raise(
                step,
                Rule.MDL_CHAIN_TOO_SHORT,
                missing,
                0,
                0,
                "the chain of MDLs ends 0x%x bytes before the buffer does; pass what it describes at most"
                        .formatted(missing));
    }

    private void raiseNotHeld(Step step, AdapterLedger ledger, ChainPiece piece) {
        AdapterLedger other = ledgers.otherWith(piece.base(), ledger);
        if (other == null) {
            judge.raise(
                    step,
                    Rule.WRONG_MAP_REGISTERS,
                    piece.base(),
                    piece.va(),
                    piece.mdl().address(),
                    "map register base 0x%x is not held; pass what AllocateAdapterChannelEx gave"
                            .formatted(piece.base()));
        } else {
            judge.raise(
                    step,
                    Rule.ADAPTER_CHANGED,
                    ledger.facts().adapter().address(),
                    other.facts().adapter().address(),
                    piece.base(),
                    "map register base 0x%x was granted to the adapter of %s; name that adapter in all calls of a request"
                            .formatted(piece.base(), other.facts().name()));
        }
    }

    /**
     * FlushAdapterBuffersEx.
     *
     * @param remaining what a slave's channel has yet to move
     */
    NtStatus flush(
            Step step,
            AdapterLedger ledger,
            ChainPiece piece,
            IntSupplier remaining,
            Supplier<NtStatus> kernel) {
        Grant grant = ledger.granted(piece.base());
        ChainTransfer transfer = grant == null ? null : grant.transfer();
        if (grant == null || transfer == null || !transfer.piece().equals(piece)) {
            raiseMismatch(step, ledger, grant, piece);
            return run(step, kernel);
        }
        mappings.requireUnchanged(step, transfer.mapping());
        requireFinished(step, ledger, grant, transfer, remaining);
        grant.end(transfer);
        NtStatus status = NtStatus.STATUS_INVALID_PARAMETER;
        try {
            status = run(step, kernel);
            return status;
        } finally {
            if (status == NtStatus.STATUS_INVALID_PARAMETER && grant.mappings().isEmpty()) {
                grant.begin(transfer);
            }
        }
    }

    private void raiseMismatch(
            Step step, AdapterLedger ledger, @Nullable Grant grant, ChainPiece piece) {
        Grant under = mappedUnder(ledger, piece);
        if (under != null && under != grant) {
            judge.raise(
                    step,
                    Rule.WRONG_MAP_REGISTERS,
                    piece.base(),
                    piece.va(),
                    piece.mdl().address(),
                    "a flush with map register base 0x%x of what is mapped through base 0x%x; pass that"
                            .formatted(piece.base(), under.base()));
        } else if (grant == null && ledgers.otherWith(piece.base(), ledger) != null) {
            raiseNotHeld(step, ledger, piece);
        } else if (grant == null || grant.transfer() == null) {
            judge.raise(
                    step,
                    Rule.NOT_MAPPED,
                    piece.va(),
                    0,
                    0,
                    "a flush of offset 0x%x, where nothing is mapped; flush once for each MapTransferEx"
                            .formatted(piece.offset()));
        } else {
            judge.raise(
                    step,
                    Rule.FLUSH_MISMATCH,
                    piece.va(),
                    piece.length(),
                    piece.mdl().address(),
                    "a flush of %s, but %s is mapped; pass what MapTransferEx was given and the length it returned"
                            .formatted(words(piece), words(grant.transfer().piece())));
        }
    }

    private static String words(ChainPiece piece) {
        return "0x%x bytes at offset 0x%x of MDL 0x%x %s"
                .formatted(
                        piece.length(),
                        piece.offset(),
                        piece.mdl().address(),
                        piece.writeToDevice() ? "to the device" : "from the device");
    }

    private static @Nullable Grant mappedUnder(AdapterLedger ledger, ChainPiece piece) {
        for (Grant grant : ledger.grants()) {
            ChainTransfer transfer = grant.transfer();
            if (transfer != null
                    && transfer.piece().mdl() == piece.mdl()
                    && transfer.piece().offset() == piece.offset()) {
                return grant;
            }
        }
        return null;
    }

    /** What ends is complete or cancelled; a channel whose count is ignored cannot be asked. */
    private void requireFinished(
            Step step,
            AdapterLedger ledger,
            Grant grant,
            ChainTransfer transfer,
            IntSupplier remaining) {
        DeviceDescription description = ledger.facts().description();
        if (!ledger.isSlave()
                || transfer.isOver()
                || grant.isCancelled()
                || description.autoInitialize()
                || description.ignoreCount()) {
            return;
        }
        int left = remaining.getAsInt();
        if (left != 0) {
            int channel = description.dmaChannel();
            judge.raise(
                    step,
                    Rule.CHANNEL_NOT_FINISHED,
                    0,
                    channel < CHANNELS_OF_FIRST ? 0 : 1,
                    channel,
                    "DMA channel %d has yet to move 0x%x bytes; wait for its end, or call CancelMappedTransfer first"
                            .formatted(channel, left));
        }
    }

    /** CancelMappedTransfer. */
    NtStatus cancel(
            Step step,
            AdapterLedger ledger,
            @Nullable DmaTransferContext context,
            Supplier<NtStatus> kernel) {
        Grant grant = context == null ? null : ledger.granted(context);
        if (grant == null) {
            return run(step, kernel);
        }
        boolean before = grant.isCancelled();
        grant.setCancelled(true);
        NtStatus status = NtStatus.STATUS_UNSUCCESSFUL;
        try {
            status = run(step, kernel);
            return status;
        } finally {
            if (!status.isSuccess()) {
                grant.setCancelled(before);
            }
        }
    }

    private <T> T run(Step step, Supplier<T> kernel) {
        return judge.run(step, UnaryOperator.identity(), kernel);
    }
}
