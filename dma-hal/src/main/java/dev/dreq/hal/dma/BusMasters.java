package dev.dreq.hal.dma;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import org.jspecify.annotations.Nullable;

/** Makes the adapters of bus masters, each a new one with a channel of its own. */
final class BusMasters {
    /** What one operation without scatter/gather has at most, unless a limit says otherwise. */
    private static final int RANGE_REGISTERS = 16;

    private final Ke ke;
    private final Mm mm;
    private final CpuBus bus;
    private final int limit;
    private final MapRegisterPools pools;
    private final SystemChannels channels;
    private final AdapterControl adapterControl;
    private final UnbackedRegisters unbacked;

    BusMasters(
            Ke ke,
            Mm mm,
            CpuBus bus,
            KernelOptions options,
            MapRegisterPools pools,
            SystemChannels channels,
            AdapterControl adapterControl) {
        this.ke = ke;
        this.mm = mm;
        this.bus = bus;
        this.limit = options.dmaMapRegisterLimit();
        this.pools = pools;
        this.channels = channels;
        this.adapterControl = adapterControl;
        this.unbacked = new UnbackedRegisters(ke);
    }

    /** Why there can be no such adapter; null if there can. */
    @Nullable String refusal(InterfaceType busType, DeviceDescription description) {
        String cascade = cascadeRefusal(busType, description);
        if (cascade != null) {
            return cascade;
        }
        if (busType == InterfaceType.InterfaceTypeUndefined) {
            return "a bus master on InterfaceTypeUndefined: name its bus, such as PCIBus";
        }
        if (description.version() == DeviceDescription.DEVICE_DESCRIPTION_VERSION3
                && (description.dmaAddressWidth() < Pages.PAGE_SHIFT
                        || description.dmaAddressWidth() > Long.SIZE)) {
            return "DmaAddressWidth %d: give the device's address lines, %d..%d"
                    .formatted(description.dmaAddressWidth(), Pages.PAGE_SHIFT, Long.SIZE);
        }
        AddressReach reach = AddressReach.ofMaster(description, busType);
        if (bounces(description, reach) && pools.within(reach).size() == 0) {
            return "no map registers: the machine has no free memory up to 0x%x"
                    .formatted(reach.last());
        }
        return null;
    }

    private @Nullable String cascadeRefusal(InterfaceType busType, DeviceDescription description) {
        SystemChannel cascade = cascade(busType, description);
        if (cascade == null) {
            return null;
        }
        String missing = channels.refusal(description.dmaChannel());
        return missing == null && cascade.hasSlaves()
                ? "DMA channel %d has a slave, so no bus master can ask for the bus through it"
                        .formatted(description.dmaChannel())
                : missing;
    }

    /**
     * An ISA bus master asks for the bus through a channel of the 8237 pair, if it names one.
     * Channel 4 is open for the first controller, and has to stay so.
     */
    private @Nullable SystemChannel cascade(InterfaceType busType, DeviceDescription description) {
        boolean isa = busType == InterfaceType.Isa || busType == InterfaceType.Eisa;
        int channel = description.dmaChannel();
        return isa && SystemChannels.isUsable(channel) ? channels.channel(channel) : null;
    }

    /**
     * @param device whose it is, for people; null for a device without a name
     */
    AdapterObject make(
            @Nullable String device,
            InterfaceType busType,
            DeviceDescription description,
            DmaOperations operations) {
        String name = device == null ? "bus master on " + busType : device;
        AddressReach reach = AddressReach.ofMaster(description, busType);
        DmaCounters counters = new DmaCounters();
        BounceCopier copier = new BounceCopier(bus, counters);
        MasterMapper mapper =
                description.scatterGather()
                        ? new RunMapper(reach, copier)
                        : new RangeMapper(reach, copier);
        BusMasterAdapter kind =
                new BusMasterAdapter(
                        reach, mapper, copier, counters, cascade(busType, description));
        boolean bounces = bounces(description, reach);
        int registers = mapRegisters(description, bounces ? pools.within(reach).size() : 0);
        MapRegisters source = bounces ? pools.within(reach) : unbacked;
        return new AdapterObject(
                ke.newObjectAddress(0x10),
                operations,
                name,
                registers,
                kind,
                new AdapterChannel(name, BusMasterAdapter.WINDOW, source, adapterControl),
                new CommonBuffers(mm, kind, registers),
                counters);
    }

    /**
     * One more than the largest operation has pages, as far as the limit and the pool allow.
     *
     * @param pool how many there are, 0 for an adapter that needs none with memory
     */
    private int mapRegisters(DeviceDescription description, int pool) {
        long wanted = Pages.bytesToPages(description.maximumLength() & Integer.MAX_VALUE) + 1;
        int most = description.scatterGather() ? Integer.MAX_VALUE : RANGE_REGISTERS;
        long granted = Math.min(wanted, limit == 0 ? most : limit);
        return (int) (pool == 0 ? granted : Math.min(granted, pool));
    }

    /** Whether there can be a buffer that the device is not able to use as it lies. */
    private boolean bounces(DeviceDescription description, AddressReach reach) {
        if (!description.scatterGather()) {
            return true;
        }
        for (RamRange range : bus.ramRanges()) {
            if (range.end() - 1 > reach.last()) {
                return true;
            }
        }
        return false;
    }
}
