package dev.dreq.hal.dma;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.plugin.Experimental;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The DMA services of the HAL: makes adapters. What an adapter can do is in {@link DmaOperations}.
 */
public final class Dma {
    private final Ke ke;
    private final int dmaAlignment;
    private final MapRegisterPool pool;
    private final AdapterControl adapterControl;
    private final Slaves slaves;
    private final BusMasters busMasters;
    private final DmaOperations operations1;
    private final DmaOperations operations2;
    private final DmaOperations operations3;
    private final List<AdapterObject> adapters = new ArrayList<>();

    private AdapterWatch watch = AdapterWatch.NONE;
    private @Nullable String refusal;

    /**
     * Takes the map registers' memory, so nothing else should have been allocated from {@code mm}
     * yet, and opens the 8237 pair's cascade, which no firmware has done.
     */
    public Dma(Ke ke, Mm mm, CpuBus bus, KernelOptions options) {
        this(ke, mm, bus, options, new MapRegisterPools(ke, mm, options));
    }

    Dma(Ke ke, Mm mm, CpuBus bus, KernelOptions options, MapRegisterPools pools) {
        this.ke = ke;
        this.dmaAlignment = options.dmaAlignment();
        this.pool = pools.isa();
        this.adapterControl = new AdapterControl(ke);
        SystemChannels channels =
                new SystemChannels(ke, bus, options.systemDma(), pool, adapterControl);
        this.slaves = new Slaves(ke, mm, bus, options, pool, channels);
        this.busMasters = new BusMasters(ke, mm, bus, options, pools, channels, adapterControl);
        MdlCache cache = new MdlCache(bus);
        this.operations1 = new HalDmaOperations(ke, mm, cache, adapterControl, 1);
        this.operations2 = new HalDmaOperations(ke, mm, cache, adapterControl, 2);
        this.operations3 = new HalDmaOperations(ke, mm, cache, adapterControl, 3);
    }

    /** Names who sees the adapters that are made from now on. */
    @Experimental("shaped by the verifier's rules, its only user")
    public void watch(AdapterWatch newWatch) {
        watch = newWatch;
    }

    /**
     * IoGetDmaAdapter. At PASSIVE_LEVEL.
     *
     * @param physicalDeviceObject whose adapter it will be; null for a device without one
     * @param busType the description's InterfaceType, or what the device answered if that is
     *     InterfaceTypeUndefined
     * @param description what the driver says of the device
     * @param numberOfMapRegisters OUT: the most map registers that an operation may have
     * @return null if there can be no such adapter; {@link #refusal} says why
     */
    public @Nullable DmaAdapter getDmaAdapter(
            @Nullable DeviceObject physicalDeviceObject,
            InterfaceType busType,
            DeviceDescription description,
            Pulong numberOfMapRegisters) {
        watch.describes(physicalDeviceObject, description);
        int current = ke.getCurrentIrql();
        if (current != Irql.PASSIVE_LEVEL) {
            throw Rule.WRONG_IRQL.stop(
                    1,
                    Irql.PASSIVE_LEVEL,
                    current,
                    "IoGetDmaAdapter at %s; call it at PASSIVE_LEVEL"
                            .formatted(Irql.name(current)));
        }
        refusal = refusalOf(busType, description);
        if (refusal != null) {
            return null;
        }
        String name = physicalDeviceObject == null ? null : physicalDeviceObject.name();
        AdapterObject adapter =
                description.master()
                        ? busMasters.make(name, busType, description, operations(description))
                        : slaves.make(name, description, operations(description));
        adapters.add(adapter);
        adapter.align(dmaAlignment);
        AdapterFacts facts =
                new AdapterFacts(
                        adapter,
                        adapter.device(),
                        physicalDeviceObject,
                        description,
                        adapter.mapRegisters(),
                        adapter.alignment(),
                        adapter.kind().reach().last(),
                        adapter.kind().window());
        adapter.setTable(watch.table(facts, adapter.operations()));
        adapter.setDoubleBuffers(watch.doubleBuffers(facts));
        numberOfMapRegisters.set(adapter.mapRegisters());
        return adapter;
    }

    /** HalGetAdapter: there are no such adapters; returns null. */
    public @Nullable DmaAdapter halGetAdapter(
            DeviceDescription description, Pulong numberOfMapRegisters) {
        watch.legacyCall("HalGetAdapter");
        refusal =
                "HalGetAdapter makes no adapter of %s: call IoGetDmaAdapter".formatted(description);
        numberOfMapRegisters.set(0);
        return null;
    }

    /** Why the latest IoGetDmaAdapter returned NULL; empty if it did not. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** An OUT address. */
    public PphysicalAddress newPhysicalAddress() {
        return new DmaFields.PhysicalAddress(ke.newObjectAddress(Long.BYTES));
    }

    /** An OUT MDL, for BuildMdlFromScatterGatherList. */
    public Pmdl newMdlPointer() {
        return new DmaFields.MdlPointer(ke.newObjectAddress(Long.BYTES));
    }

    /** An OUT map register base, for AllocateAdapterChannelEx. */
    public PmapRegisterBase newMapRegisterBase() {
        return new DmaFields.MapRegisterBase(ke.newObjectAddress(Long.BYTES));
    }

    /** An OUT list, for GetScatterGatherListEx and BuildScatterGatherListEx. */
    public PscatterGatherList newScatterGatherListPointer() {
        return new DmaFields.ListPointer(ke.newObjectAddress(Long.BYTES));
    }

    /** So many bytes for a scatter/gather list: 16, and 24 for each element. */
    public ScatterGatherBuffer newScatterGatherBuffer(int bytes) {
        return new ScatterGatherFields(ke.newObjectAddress(bytes));
    }

    /** DMA_TRANSFER_CONTEXT_SIZE_V1 bytes, not yet initialized. */
    public DmaTransferContext newTransferContext() {
        return new TransferContext(ke.newObjectAddress(DmaTransferContext.SIZE_V1));
    }

    /** For GetDmaAdapterInfo, with its Version set. */
    public DmaAdapterInfo newAdapterInfo(int version) {
        return new DmaFields.AdapterInfo(ke.newObjectAddress(0x20), version);
    }

    /** For GetDmaTransferInfo, with its Version set. */
    public DmaTransferInfo newTransferInfo(int version) {
        return new DmaFields.TransferInfo(ke.newObjectAddress(0x20), version);
    }

    /**
     * What each adapter has done, in the order in which they were made; those put are among them.
     */
    public List<DmaStatistics> statistics() {
        return adapters.stream().map(AdapterObject::statistics).toList();
    }

    /** What drivers have done that they may do and had better not, each once. */
    public List<String> advice() {
        return adapterControl.advice();
    }

    /**
     * How many map registers the machine has below 16 MiB: 32, or fewer if it has too little memory
     * there.
     */
    public int mapRegisters() {
        return pool.size();
    }

    private DmaOperations operations(DeviceDescription description) {
        return switch (description.version()) {
            case DeviceDescription.DEVICE_DESCRIPTION_VERSION3 -> operations3;
            case DeviceDescription.DEVICE_DESCRIPTION_VERSION2 -> operations2;
            default -> operations1;
        };
    }

    private @Nullable String refusalOf(InterfaceType busType, DeviceDescription description) {
        if (description.version() < DeviceDescription.DEVICE_DESCRIPTION_VERSION
                || description.version() > DeviceDescription.DEVICE_DESCRIPTION_VERSION3) {
            return "device description version %d: this HAL has versions 0 to 3"
                    .formatted(description.version());
        }
        if (description.reserved1()) {
            return "Reserved1 is TRUE: clear the device description before filling it in";
        }
        return description.master()
                ? busMasters.refusal(busType, description)
                : slaves.refusal(busType, description);
    }
}
