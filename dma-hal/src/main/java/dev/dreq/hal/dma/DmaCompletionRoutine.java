package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import org.jspecify.annotations.Nullable;

/**
 * DMA_COMPLETION_ROUTINE. Called at DISPATCH_LEVEL, once for each MapTransferEx that named it, also
 * when the transfer was cancelled; not behind PutDmaAdapter.
 */
@FunctionalInterface
public interface DmaCompletionRoutine {

    /**
     * The transfer has ended; FlushAdapterBuffersEx is due.
     *
     * @param deviceObject for which the channel was allocated
     */
    void complete(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            @Nullable Object completionContext,
            DmaCompletionStatus status);
}
