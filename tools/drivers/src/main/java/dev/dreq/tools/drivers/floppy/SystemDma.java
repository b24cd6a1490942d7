package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaSpeed;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.PoolType;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/**
 * What the driver needs for system DMA, from start to stop.
 *
 * @param adapter of IoGetDmaAdapter
 * @param mapRegisters what it was granted
 * @param alignment what buffers that MapTransfer is given are aligned to, in bytes
 * @param length what MapTransfer is given a pointer to
 * @param sectorBuffer describes one page of nonpaged pool, for what is not a whole sector
 */
record SystemDma(
        DmaAdapter adapter, int mapRegisters, int alignment, Pulong length, Mdl sectorBuffer) {
    static final int MAXIMUM_LENGTH = KnownFormats.LARGEST_CYLINDER;

    private static final String POOL_TAG = "polF";

    /**
     * IoGetDmaAdapter for a channel of the resource list. PASSIVE_LEVEL; raises a status if there
     * is none to be had.
     */
    static SystemDma acquire(Kernel kernel, DeviceObject physicalDevice, int channel) {
        DeviceDescription description =
                DeviceDescription.zeroed()
                        .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION)
                        .dmaChannel(channel)
                        .interfaceType(InterfaceType.Isa)
                        .dmaWidth(DmaWidth.Width8Bits)
                        .dmaSpeed(DmaSpeed.Compatible)
                        .maximumLength(MAXIMUM_LENGTH)
                        .build();
        Pulong mapRegisters = kernel.mm().newUlong(0);
        DmaAdapter adapter =
                kernel.dma()
                        .getDmaAdapter(
                                physicalDevice, InterfaceType.Isa, description, mapRegisters);
        if (adapter == null) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                    kernel.dma().refusal().orElse("no adapter for DMA channel " + channel));
        }
        Mdl sectorBuffer = allocateSectorBuffer(kernel);
        if (sectorBuffer == null) {
            adapter.dmaOperations().putDmaAdapter(adapter);
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES, "no memory for a sector");
        }
        return new SystemDma(
                adapter,
                mapRegisters.get(),
                adapter.dmaOperations().getDmaAlignment(adapter),
                kernel.mm().newUlong(0),
                sectorBuffer);
    }

    private static @Nullable Mdl allocateSectorBuffer(Kernel kernel) {
        long page = kernel.mm().allocatePool(PoolType.NonPagedPool, Pages.PAGE_SIZE, POOL_TAG);
        if (page == 0) {
            return null;
        }
        Mdl mdl = kernel.io().allocateMdl(page, Geometry.SECTOR_BYTES, false, false, null);
        if (mdl == null) {
            kernel.mm().freePool(page);
            return null;
        }
        kernel.mm().buildMdlForNonPagedPool(mdl);
        return mdl;
    }

    /** PutDmaAdapter. PASSIVE_LEVEL, with nothing in progress. */
    void release(Kernel kernel) {
        long page = kernel.mm().getMdlVirtualAddress(sectorBuffer);
        kernel.io().freeMdl(sectorBuffer);
        kernel.mm().freePool(page);
        adapter.dmaOperations().putDmaAdapter(adapter);
    }
}
