package dev.dreq.hal.dma;

/** DMA_COMPLETION_STATUS: how a transfer of the system DMA controller ended. */
public enum DmaCompletionStatus {
    /** The channel has reached terminal count. */
    DmaComplete(0),
    /** Not used. */
    DmaAborted(1),
    /** The controller does not answer, or its count contradicts the terminal count. */
    DmaError(2),
    /** CancelMappedTransfer, or a flush, came before the terminal count. */
    DmaCancelled(3);

    private final int value;

    DmaCompletionStatus(int value) {
        this.value = value;
    }

    /** The number that drivers know it by. */
    public int value() {
        return value;
    }
}
