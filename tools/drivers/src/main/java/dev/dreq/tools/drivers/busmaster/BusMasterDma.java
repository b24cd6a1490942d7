package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.Pulong;

/**
 * What the driver needs for bus-master DMA, from start to stop.
 *
 * @param adapter of IoGetDmaAdapter
 * @param mapRegisters what it was granted
 * @param length what MapTransfer is given a pointer to
 */
record BusMasterDma(DmaAdapter adapter, int mapRegisters, Pulong length) {

    /**
     * IoGetDmaAdapter for an engine. PASSIVE_LEVEL; raises a status if there is no adapter to be
     * had.
     */
    static BusMasterDma acquire(
            Kernel kernel,
            DeviceObject physicalDevice,
            EngineCapabilities engine,
            TransferPath path) {
        DeviceDescription description =
                DeviceDescription.zeroed()
                        .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION2)
                        .master(true)
                        .scatterGather(engine.takesRanges(path))
                        .dma32BitAddresses(true)
                        .dma64BitAddresses(engine.addressBits() == 64)
                        .interfaceType(InterfaceType.PCIBus)
                        .maximumLength(engine.maximumLength())
                        .build();
        Pulong mapRegisters = kernel.mm().newUlong(0);
        DmaAdapter adapter =
                kernel.dma()
                        .getDmaAdapter(
                                physicalDevice, InterfaceType.PCIBus, description, mapRegisters);
        if (adapter == null) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                    kernel.dma().refusal().orElse("no adapter for the engine"));
        }
        return new BusMasterDma(adapter, mapRegisters.get(), kernel.mm().newUlong(0));
    }

    /** How the engine is told of operations on a path. PASSIVE_LEVEL; may raise a status. */
    Feed feed(
            Kernel kernel,
            EngineRegisters registers,
            EngineCapabilities engine,
            TransferPath path) {
        return switch (path) {
            case SINGLE -> new SingleFeed(registers);
            case SG, SG_LIST ->
                    engine.takesRanges(path)
                            ? new TableFeed(
                                    registers,
                                    CommonBuffer.allocate(
                                            kernel, adapter, TableFeed.bytes(engine.mostEntries())),
                                    engine.mostEntries())
                            : new SingleFeed(registers);
            case RING ->
                    new RingFeed(registers, CommonBuffer.allocate(kernel, adapter, RingFeed.BYTES));
        };
    }

    /** PutDmaAdapter. At most DISPATCH_LEVEL, with nothing in progress. */
    void release() {
        adapter.dmaOperations().putDmaAdapter(adapter);
    }
}
