package dev.dreq.hal.video;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/**
 * The obsolete DMA routines of {@link VideoPort}, with the results that are left of them. A {@code
 * pDma} is the address of an MDL. None may be called from HwVidInterrupt.
 */
abstract sealed class VideoPortOldDma extends VideoPortDma permits VideoPort {
    private static final int LARGEST_COMMON_BUFFER = 0x40000;

    VideoPortOldDma(Kernel kernel, AdapterSource adapters) {
        super(kernel, adapters);
    }

    /** VideoPortDoDma: 0, NULL. Obsolete: use {@link #startDma}. */
    public long doDma(Object hwDeviceExtension, long pDma, DmaFlags dmaFlags) {
        rules.elsewhere("VideoPortDoDma");
        return 0;
    }

    /**
     * VideoPortLockPages: with VideoPortDmaInitOnly, locks the packet's input buffer, puts the pDma
     * into its OutputBuffer and returns true; else false. Obsolete: use {@link #lockBuffer}. At
     * PASSIVE_LEVEL.
     */
    public boolean lockPages(
            Object hwDeviceExtension,
            VideoRequestPacket pVrp,
            @Nullable Object mappedUserEvent,
            @Nullable Object displayDriverEvent,
            DmaFlags dmaFlags) {
        rules.passive("VideoPortLockPages");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortLockPages");
        if (dmaFlags != DmaFlags.VideoPortDmaInitOnly) {
            return false;
        }
        Mdl mdl =
                device.buffers()
                        .lock(
                                pVrp.inputBuffer(),
                                pVrp.inputBufferLength(),
                                VpLockOperation.VpModifyAccess);
        if (mdl == null) {
            return false;
        }
        pVrp.setOutputBuffer(mdl.address());
        return true;
    }

    /**
     * VideoPortUnlockPages: true, whether or not there is anything to unlock. Obsolete: use {@link
     * #unlockBuffer}. At or below DISPATCH_LEVEL.
     */
    public boolean unlockPages(Object hwDeviceExtension, long pDma) {
        rules.atMostDispatch("VideoPortUnlockPages");
        LockedBuffers buffers = devices.find(hwDeviceExtension, "VideoPortUnlockPages").buffers();
        Mdl mdl = buffers.at(pDma);
        if (mdl != null) {
            buffers.unlock(mdl, "VideoPortUnlockPages");
        }
        return true;
    }

    /** VideoPortMapDmaMemory: 0, NULL. Obsolete. */
    public long mapDmaMemory(
            Object hwDeviceExtension,
            @Nullable VideoRequestPacket pVrp,
            long boardAddress,
            Pulong length,
            Pulong inIoSpace,
            long mappedUserEvent,
            long displayDriverEvent,
            long virtualAddress) {
        rules.elsewhere("VideoPortMapDmaMemory");
        return 0;
    }

    /** VideoPortUnmapDmaMemory: false. Obsolete. */
    public boolean unmapDmaMemory(
            Object hwDeviceExtension, long virtualAddress, long processHandle, long boardHandle) {
        rules.elsewhere("VideoPortUnmapDmaMemory");
        return false;
    }

    /** VideoPortSetBytesUsed: nothing. Obsolete. */
    public void setBytesUsed(Object hwDeviceExtension, long pDma, int bytesUsed) {
        rules.elsewhere("VideoPortSetBytesUsed");
    }

    /** VideoPortGetBytesUsed: 0. Obsolete. */
    public int getBytesUsed(Object hwDeviceExtension, long pDma) {
        rules.elsewhere("VideoPortGetBytesUsed");
        return 0;
    }

    /** VideoPortSetDmaContext: nothing. Obsolete. */
    public void setDmaContext(Object hwDeviceExtension, long pDma, @Nullable Object context) {
        rules.elsewhere("VideoPortSetDmaContext");
    }

    /** VideoPortGetDmaContext: null. Obsolete. */
    public @Nullable Object getDmaContext(Object hwDeviceExtension, long pDma) {
        rules.elsewhere("VideoPortGetDmaContext");
        return null;
    }

    /** VideoPortAssociateEventsWithDmaHandle: 0, NULL. Obsolete. */
    public long associateEventsWithDmaHandle(
            Object hwDeviceExtension,
            VideoRequestPacket pVrp,
            @Nullable Object mappedUserEvent,
            @Nullable Object displayDriverEvent) {
        rules.elsewhere("VideoPortAssociateEventsWithDmaHandle");
        return 0;
    }

    /** VideoPortSignalDmaComplete: false. Obsolete: use {@link #completeDma}. */
    public boolean signalDmaComplete(Object hwDeviceExtension, long pDma) {
        rules.elsewhere("VideoPortSignalDmaComplete");
        return false;
    }

    /** VideoPortGetMdl: {@code pDma}, which is the MDL. Obsolete. */
    public long getMdl(Object hwDeviceExtension, long pDma) {
        rules.elsewhere("VideoPortGetMdl");
        return pDma;
    }

    /**
     * VideoPortGetCommonBuffer: a common buffer of the device's first adapter, at most 256 KiB; 0
     * without an adapter. Obsolete: use {@link #allocateCommonBuffer}. At PASSIVE_LEVEL.
     *
     * @param alignment ignored
     * @param logicalAddress OUT: where the device sees it
     * @param actualLength OUT: its length in bytes
     */
    public long getCommonBuffer(
            Object hwDeviceExtension,
            int desiredLength,
            int alignment,
            PphysicalAddress logicalAddress,
            Pulong actualLength,
            boolean cacheEnabled) {
        rules.passive("VideoPortGetCommonBuffer");
        DmaAdapter dma =
                devices.find(hwDeviceExtension, "VideoPortGetCommonBuffer").firstKernelAdapter();
        if (dma == null || Integer.compareUnsigned(desiredLength, LARGEST_COMMON_BUFFER) > 0) {
            return 0;
        }
        long va =
                dma.dmaOperations()
                        .allocateCommonBuffer(dma, desiredLength, logicalAddress, cacheEnabled);
        if (va != 0) {
            actualLength.set(desiredLength);
        }
        return va;
    }

    /**
     * VideoPortFreeCommonBuffer: as it was when it was allocated; the address of the processor
     * comes first here. Obsolete: use {@link #releaseCommonBuffer}. At PASSIVE_LEVEL.
     */
    public void freeCommonBuffer(
            Object hwDeviceExtension,
            int length,
            long virtualAddress,
            long logicalAddress,
            boolean cacheEnabled) {
        rules.passive("VideoPortFreeCommonBuffer");
        DmaAdapter dma =
                devices.find(hwDeviceExtension, "VideoPortFreeCommonBuffer").firstKernelAdapter();
        if (dma != null) {
            dma.dmaOperations()
                    .freeCommonBuffer(dma, length, logicalAddress, virtualAddress, cacheEnabled);
        }
    }
}
