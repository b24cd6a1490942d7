package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaCompletionRoutine;
import org.jspecify.annotations.Nullable;

/** What one MapTransferEx has mapped, from the call on until the flush. */
final class ChainTransfer {
    private ChainPiece piece;
    private OpenMapping mapping;
    private boolean over;

    ChainTransfer(ChainPiece piece, OpenMapping mapping) {
        this.piece = piece;
        this.mapping = mapping;
    }

    ChainPiece piece() {
        return piece;
    }

    OpenMapping mapping() {
        return mapping;
    }

    /** The kernel has mapped it. */
    void isMapped(ChainPiece newPiece, OpenMapping newMapping) {
        piece = newPiece;
        mapping = newMapping;
    }

    /** Whether the driver was told that it is complete or cancelled. */
    boolean isOver() {
        return over;
    }

    /** The driver's completion routine, called from outside the kernel's work. */
    @Nullable DmaCompletionRoutine watched(Judge judge, @Nullable DmaCompletionRoutine routine) {
        if (routine == null) {
            return null;
        }
        return (adapter, device, context, status) -> {
            over = true;
            judge.callBack(
                    () -> {
                        routine.complete(adapter, device, context, status);
                        return true;
                    });
        };
    }
}
