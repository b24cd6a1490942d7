package dev.dreq.hal.video;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaSpeed;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/** The routines of {@link VideoPort} for packet-based DMA and common buffers. */
abstract sealed class VideoPortDma extends VideoPortAccess permits VideoPortOldDma {
    private static final int ADAPTER_SIZE = 0x20;

    final VideoDevices devices = new VideoDevices();
    private final AdapterSource adapters;
    private final PacketDma packetDma;

    /** Where the kernel's adapters come from: IoGetDmaAdapter. */
    @FunctionalInterface
    interface AdapterSource {

        /** As {@link dev.dreq.hal.io.Io#getDmaAdapter}. */
        @Nullable DmaAdapter getDmaAdapter(
                DeviceObject physicalDeviceObject,
                DeviceDescription description,
                Pulong numberOfMapRegisters);
    }

    VideoPortDma(Kernel kernel, AdapterSource adapters) {
        super(kernel);
        this.adapters = adapters;
        this.packetDma = new PacketDma(kernel.ke(), kernel.mm(), new MdlCache(kernel.bus()));
    }

    /**
     * VideoPortGetDmaAdapter: an adapter for one engine of the device, or null if there can be
     * none. At PASSIVE_LEVEL, usually in HwVidFindAdapter.
     */
    public @Nullable VpDmaAdapter getDmaAdapter(
            Object hwDeviceExtension, VpDeviceDescription description) {
        rules.passive("VideoPortGetDmaAdapter");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortGetDmaAdapter");
        if (description.maximumLength() == 0) {
            return null;
        }
        Pulong registers = kernel.mm().newUlong(0);
        DmaAdapter found =
                adapters.getDmaAdapter(
                        device.physical(), ofBusMaster(device, description), registers);
        if (found == null) {
            return null;
        }
        VideoDmaAdapter adapter =
                new VideoDmaAdapter(
                        kernel.ke().newObjectAddress(ADAPTER_SIZE),
                        device,
                        found,
                        Integer.toUnsignedLong(description.maximumLength()),
                        registers.get());
        device.adapters().add(adapter);
        return adapter;
    }

    private static DeviceDescription ofBusMaster(
            VideoDevice device, VpDeviceDescription description) {
        return DeviceDescription.zeroed()
                .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION)
                .master(true)
                .scatterGather(description.scatterGather())
                .dma32BitAddresses(description.dma32BitAddresses())
                .dma64BitAddresses(description.dma64BitAddresses())
                .interfaceType(device.resources().interfaceType())
                .dmaWidth(DmaWidth.Width8Bits)
                .dmaSpeed(DmaSpeed.Compatible)
                .maximumLength(description.maximumLength())
                .build();
    }

    /**
     * VideoPortPutDmaAdapter: no DMA will follow on this adapter, which holds nothing any more. At
     * PASSIVE_LEVEL.
     */
    public void putDmaAdapter(Object hwDeviceExtension, VpDmaAdapter vpDmaAdapter) {
        rules.passive("VideoPortPutDmaAdapter");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortPutDmaAdapter");
        VideoDmaAdapter adapter = devices.find(device, vpDmaAdapter, "VideoPortPutDmaAdapter");
        adapter.requireIdle("VideoPortPutDmaAdapter");
        DmaAdapter dma = adapter.kernelAdapter();
        dma.dmaOperations().putDmaAdapter(dma);
        device.adapters().remove(adapter);
    }

    /**
     * VideoPortAllocateCommonBuffer: memory that the processor and the device both see. At
     * PASSIVE_LEVEL.
     *
     * @param desiredLength in bytes; the rest of its last page is not the miniport's
     * @param logicalAddress OUT: where the device sees it
     * @param cacheEnabled ignored, but to be repeated when it is released
     * @param reserved null
     * @return its address, 0 if there is none to be had
     */
    public long allocateCommonBuffer(
            Object hwDeviceExtension,
            VpDmaAdapter vpDmaAdapter,
            int desiredLength,
            PphysicalAddress logicalAddress,
            boolean cacheEnabled,
            @Nullable Object reserved) {
        rules.passive("VideoPortAllocateCommonBuffer");
        DmaAdapter dma =
                kernelAdapter(hwDeviceExtension, vpDmaAdapter, "VideoPortAllocateCommonBuffer");
        return dma.dmaOperations()
                .allocateCommonBuffer(dma, desiredLength, logicalAddress, cacheEnabled);
    }

    /**
     * VideoPortReleaseCommonBuffer: all arguments as they were when it was allocated. At
     * PASSIVE_LEVEL.
     */
    public void releaseCommonBuffer(
            Object hwDeviceExtension,
            VpDmaAdapter vpDmaAdapter,
            int length,
            long logicalAddress,
            long virtualAddress,
            boolean cacheEnabled) {
        rules.passive("VideoPortReleaseCommonBuffer");
        DmaAdapter dma =
                kernelAdapter(hwDeviceExtension, vpDmaAdapter, "VideoPortReleaseCommonBuffer");
        dma.dmaOperations()
                .freeCommonBuffer(dma, length, logicalAddress, virtualAddress, cacheEnabled);
    }

    private DmaAdapter kernelAdapter(Object extension, VpDmaAdapter adapter, String routine) {
        return devices.find(devices.find(extension, routine), adapter, routine).kernelAdapter();
    }

    /**
     * VideoPortLockBuffer: makes a buffer resident and locks it. The caller answers for it, as a
     * driver does: addresses of users and of the system will do. At PASSIVE_LEVEL.
     *
     * @param length in bytes, unsigned
     * @return its MDL; null if the memory may not be used so, or there is no MDL for it
     */
    public @Nullable Mdl lockBuffer(
            Object hwDeviceExtension, long baseAddress, int length, VpLockOperation operation) {
        rules.passive("VideoPortLockBuffer");
        return devices.find(hwDeviceExtension, "VideoPortLockBuffer")
                .buffers()
                .lock(baseAddress, length, operation);
    }

    /**
     * VideoPortUnlockBuffer: once for each VideoPortLockBuffer, when all operations on it are
     * complete. At or below DISPATCH_LEVEL.
     */
    public void unlockBuffer(Object hwDeviceExtension, Mdl mdl) {
        rules.atMostDispatch("VideoPortUnlockBuffer");
        devices.find(hwDeviceExtension, "VideoPortUnlockBuffer")
                .buffers()
                .unlock(mdl, "VideoPortUnlockBuffer");
    }

    /** VideoPortUnLockBuffer, as video.h spells {@link #unlockBuffer}. */
    public void unLockBuffer(Object hwDeviceExtension, Mdl mdl) {
        unlockBuffer(hwDeviceExtension, mdl);
    }

    /**
     * VideoPortStartDma: makes a piece of a buffer reachable for the device, and has {@code
     * executeDmaRoutine} called when the map registers are there, perhaps before this returns. One
     * operation at a time for each adapter. At or below DISPATCH_LEVEL.
     *
     * @param mdl what VideoPortLockBuffer returned
     * @param offset of the piece from the start of the buffer, in bytes
     * @param length IN OUT: bytes wanted; bytes that this operation covers, written before {@code
     *     executeDmaRoutine} is called, 0 if it never will be
     * @param context handed to {@code executeDmaRoutine}; in nonpaged memory
     * @param writeToDevice true from the buffer to the device
     * @return NO_ERROR if {@code executeDmaRoutine} was or will be called; ERROR_INVALID_PARAMETER
     *     for no bytes, or a piece that begins behind the buffer; ERROR_NOT_ENOUGH_MEMORY
     */
    public VpStatus startDma(
            Object hwDeviceExtension,
            VpDmaAdapter vpDmaAdapter,
            Mdl mdl,
            int offset,
            Pulong length,
            HwVidExecuteDma executeDmaRoutine,
            @Nullable Object context,
            boolean writeToDevice) {
        rules.atMostDispatch("VideoPortStartDma");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortStartDma");
        return packetDma.start(
                devices.find(device, vpDmaAdapter, "VideoPortStartDma"),
                device.buffers().find(mdl, "VideoPortStartDma"),
                offset,
                length,
                executeDmaRoutine,
                context,
                writeToDevice);
    }

    /**
     * VideoPortCompleteDma: the device is done with a piece. What it wrote reaches the buffer here
     * and only here; the map registers and the list are given back. At or below DISPATCH_LEVEL, so
     * not in HwVidInterrupt.
     *
     * @param vpScatterGather what HwVidExecuteDma was handed
     * @param writeToDevice as VideoPortStartDma was given it
     * @return NO_ERROR
     */
    public VpStatus completeDma(
            Object hwDeviceExtension,
            VpDmaAdapter vpDmaAdapter,
            VpScatterGatherList vpScatterGather,
            boolean writeToDevice) {
        rules.atMostDispatch("VideoPortCompleteDma");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortCompleteDma");
        packetDma.complete(
                devices.find(device, vpDmaAdapter, "VideoPortCompleteDma"),
                vpScatterGather,
                writeToDevice);
        return VpStatus.NO_ERROR;
    }
}
