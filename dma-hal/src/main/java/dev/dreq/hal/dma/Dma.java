package dev.dreq.hal.dma;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
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
    private static final int CASCADE_CHANNEL = 4;
    private static final int CHANNELS = 8;

    private final Ke ke;
    private final Mm mm;
    private final CpuBus bus;
    private final int mapRegisterLimit;
    private final int dmaAlignment;
    private final I8237 first;
    private final I8237 second;
    private final MapRegisterPool pool;
    private final AdapterControl adapterControl;
    private final BusMasters busMasters;
    private final SystemDmaWiring wiring;
    private final TerminalCounts terminalCounts;
    private final DmaOperations operations1;
    private final DmaOperations operations2;
    private final DmaOperations operations3;
    private final @Nullable SystemChannel[] channels = new SystemChannel[CHANNELS];
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
        this.mm = mm;
        this.bus = bus;
        this.mapRegisterLimit = options.dmaMapRegisterLimit();
        this.dmaAlignment = options.dmaAlignment();
        this.first = I8237.first(bus);
        this.second = I8237.second(bus);
        this.wiring = options.systemDma();
        this.terminalCounts =
                new TerminalCounts(ke, first, second, wiring.terminalCountInterrupt());
        this.pool = pools.isa();
        this.adapterControl = new AdapterControl(ke);
        this.busMasters = new BusMasters(ke, mm, bus, options, pools, adapterControl);
        MdlCache cache = new MdlCache(bus);
        this.operations1 = new HalDmaOperations(ke, mm, cache, adapterControl, 1);
        this.operations2 = new HalDmaOperations(ke, mm, cache, adapterControl, 2);
        this.operations3 = new HalDmaOperations(ke, mm, cache, adapterControl, 3);
        second.openCascade();
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
        AdapterObject adapter =
                description.master()
                        ? master(physicalDeviceObject, busType, description)
                        : slave(physicalDeviceObject, description);
        adapters.add(adapter);
        adapter.align(dmaAlignment);
        AdapterFacts facts =
                new AdapterFacts(
                        adapter,
                        adapter.device(),
                        physicalDeviceObject,
                        description,
                        adapter.mapRegisters(),
                        adapter.alignment());
        adapter.setTable(watch.table(facts, adapter.operations()));
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

    /**
     * How many map registers the machine has below 16 MiB: 32, or fewer if it has too little memory
     * there.
     */
    public int mapRegisters() {
        return pool.size();
    }

    private AdapterObject master(
            @Nullable DeviceObject device, InterfaceType busType, DeviceDescription description) {
        return busMasters.make(
                device == null ? "bus master on " + busType : device.name(),
                busType,
                description,
                operations(description),
                cascades(busType, description) ? channel(description.dmaChannel()) : null);
    }

    /**
     * An ISA bus master asks for the bus through a channel of the 8237 pair, if it names one.
     * Channel 4 is open for the first controller, and has to stay so.
     */
    private static boolean cascades(InterfaceType busType, DeviceDescription description) {
        boolean isa = busType == InterfaceType.Isa || busType == InterfaceType.Eisa;
        int channel = description.dmaChannel();
        return isa && channel >= 0 && channel < CHANNELS && channel != CASCADE_CHANNEL;
    }

    private DmaOperations operations(DeviceDescription description) {
        return switch (description.version()) {
            case DeviceDescription.DEVICE_DESCRIPTION_VERSION3 -> operations3;
            case DeviceDescription.DEVICE_DESCRIPTION_VERSION2 -> operations2;
            default -> operations1;
        };
    }

    private AdapterObject slave(@Nullable DeviceObject device, DeviceDescription description) {
        SystemChannel channel = channel(description.dmaChannel());
        DmaCounters counters = new DmaCounters();
        SlaveAdapter kind = new SlaveAdapter(channel, description, bus, counters);
        int registers = slaveMapRegisters(description, kind.window());
        return new AdapterObject(
                ke.newObjectAddress(0x10),
                operations(description),
                device == null ? kind.toString() : device.name(),
                registers,
                kind,
                channel.line(),
                new CommonBuffers(mm, kind, registers),
                counters);
    }

    /**
     * One more than the largest operation has pages, as far as the window, the machine and the
     * limit allow.
     */
    private int slaveMapRegisters(DeviceDescription description, long window) {
        long wanted =
                description.scatterGather()
                        ? 1
                        : Pages.bytesToPages(description.maximumLength() & Integer.MAX_VALUE) + 1;
        long granted = Math.min(wanted, pool.longest(window));
        return (int) (mapRegisterLimit == 0 ? granted : Math.min(granted, mapRegisterLimit));
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
                ? masterRefusal(busType, description)
                : slaveRefusal(busType, description);
    }

    private @Nullable String masterRefusal(InterfaceType busType, DeviceDescription description) {
        if (cascades(busType, description)) {
            int channel = description.dmaChannel();
            if (!channel(channel).controller().answers()) {
                return noController(channel);
            }
            if (channel(channel).hasSlaves()) {
                return "DMA channel %d has a slave, so no bus master can ask for the bus through it"
                        .formatted(channel);
            }
        }
        return busMasters.refusal(busType, description);
    }

    private static String noController(int channel) {
        return "no DMA controller answers for DMA channel %d: the machine has none"
                .formatted(channel);
    }

    private @Nullable String slaveRefusal(InterfaceType busType, DeviceDescription description) {
        int channel = description.dmaChannel();
        if (channel == CASCADE_CHANNEL) {
            return "DMA channel 4 carries the first controller: choose one of 0-3 (8 bits) and"
                    + " 5-7 (16 bits)";
        }
        if (channel < 0 || channel >= CHANNELS) {
            return "there is no DMA channel %d: choose one of 0-3 (8 bits) and 5-7 (16 bits)"
                    .formatted(channel);
        }
        DmaWidth width = channel < CASCADE_CHANNEL ? DmaWidth.Width8Bits : DmaWidth.Width16Bits;
        if (description.dmaWidth() != width) {
            return "DMA channel %d moves %s, not %s"
                    .formatted(channel, width, description.dmaWidth());
        }
        if (!hasSystemDma(busType)) {
            return ("a device on %s cannot use DMA channel %d: only Isa, Eisa, Internal and"
                            + " ACPIBus devices are slaves")
                    .formatted(busType, channel);
        }
        if (!channel(channel).controller().answers()) {
            return noController(channel);
        }
        if (channel(channel).hasMasters()) {
            return "a bus master asks for the bus through DMA channel %d, so it has no slaves"
                    .formatted(channel);
        }
        if (pool.size() == 0) {
            return "no map registers: the machine has no free memory below 16 MiB";
        }
        return description.version() == DeviceDescription.DEVICE_DESCRIPTION_VERSION3
                ? requestLineRefusal(channel, description.dmaRequestLine())
                : null;
    }

    private @Nullable String requestLineRefusal(int channel, int line) {
        int wired = wiring.requestLines().get(channel);
        if (line != wired) {
            return ("DMA request line %d is not wired to channel %d, which has line %d: take"
                            + " both from the start IRP")
                    .formatted(line, channel, wired);
        }
        return terminalCounts.connect()
                ? null
                : ("the DMA controllers' interrupt, input %d, is taken by somebody who does"
                                + " not share it")
                        .formatted(wiring.terminalCountInterrupt().orElseThrow());
    }

    private static boolean hasSystemDma(InterfaceType busType) {
        return switch (busType) {
            case Isa, Eisa, Internal, ACPIBus -> true;
            case InterfaceTypeUndefined, MicroChannel, TurboChannel, PCIBus -> false;
        };
    }

    private SystemChannel channel(int number) {
        SystemChannel channel = channels[number];
        if (channel == null) {
            I8237 controller = number < CASCADE_CHANNEL ? first : second;
            I8237Channel programmed = new I8237Channel(bus, controller, number);
            AdapterChannel line =
                    new AdapterChannel(
                            "DMA channel " + number, programmed.window(), pool, adapterControl);
            channel = new SystemChannel(programmed, line, terminalCounts);
            channels[number] = channel;
        }
        return channel;
    }
}
