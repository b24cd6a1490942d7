package dev.dreq.hal.dma;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.plugin.cpu.CpuBus;
import org.jspecify.annotations.Nullable;

/** Makes the adapters of slaves, which share the channels of the system DMA controller. */
final class Slaves {
    private final Ke ke;
    private final Mm mm;
    private final CpuBus bus;
    private final int limit;
    private final boolean scatterGatherCounts;
    private final MapRegisterPool pool;
    private final SystemChannels channels;

    Slaves(
            Ke ke,
            Mm mm,
            CpuBus bus,
            KernelOptions options,
            MapRegisterPool pool,
            SystemChannels channels) {
        this.ke = ke;
        this.mm = mm;
        this.bus = bus;
        this.limit = options.dmaMapRegisterLimit();
        this.scatterGatherCounts = options.slaveScatterGather();
        this.pool = pool;
        this.channels = channels;
    }

    /** Why there can be no such adapter; null if there can. */
    @Nullable String refusal(InterfaceType busType, DeviceDescription description) {
        int channel = description.dmaChannel();
        if (channel == SystemChannels.CASCADE) {
            return "DMA channel 4 carries the first controller: choose one of 0-3 (8 bits) and"
                    + " 5-7 (16 bits)";
        }
        if (!SystemChannels.isUsable(channel)) {
            return "there is no DMA channel %d: choose one of 0-3 (8 bits) and 5-7 (16 bits)"
                    .formatted(channel);
        }
        DmaWidth width =
                channel < SystemChannels.CASCADE ? DmaWidth.Width8Bits : DmaWidth.Width16Bits;
        if (description.dmaWidth() != width) {
            return "DMA channel %d moves %s, not %s"
                    .formatted(channel, width, description.dmaWidth());
        }
        if (!hasSystemDma(busType)) {
            return ("a device on %s cannot use DMA channel %d: only Isa, Eisa, Internal and"
                            + " ACPIBus devices are slaves")
                    .formatted(busType, channel);
        }
        String missing = channels.refusal(channel);
        if (missing != null) {
            return missing;
        }
        if (channels.channel(channel).hasMasters()) {
            return "a bus master asks for the bus through DMA channel %d, so it has no slaves"
                    .formatted(channel);
        }
        if (pool.size() == 0) {
            return "no map registers: the machine has no free memory below 16 MiB";
        }
        return description.version() == DeviceDescription.DEVICE_DESCRIPTION_VERSION3
                ? channels.requestLineRefusal(channel, description.dmaRequestLine())
                : null;
    }

    private static boolean hasSystemDma(InterfaceType busType) {
        return switch (busType) {
            case Isa, Eisa, Internal, ACPIBus -> true;
            case InterfaceTypeUndefined, MicroChannel, TurboChannel, PCIBus -> false;
        };
    }

    /**
     * @param name whose it is, for people; null for a device without a name
     */
    AdapterObject make(
            @Nullable String name, DeviceDescription description, DmaOperations operations) {
        SystemChannel channel = channels.channel(description.dmaChannel());
        DmaCounters counters = new DmaCounters();
        SlaveAdapter kind = new SlaveAdapter(channel, description, bus, counters);
        int registers = mapRegisters(description, kind.window());
        return new AdapterObject(
                ke.newObjectAddress(0x10),
                operations,
                name == null ? kind.toString() : name,
                registers,
                kind,
                channel.line(),
                new CommonBuffers(mm, kind, registers),
                counters);
    }

    /**
     * One more than the largest operation has pages, as far as the window, the machine and the
     * limit allow; one for a device that waits while the channel is programmed anew.
     */
    private int mapRegisters(DeviceDescription description, long window) {
        long wanted =
                description.scatterGather() && scatterGatherCounts
                        ? 1
                        : Pages.bytesToPages(description.maximumLength() & Integer.MAX_VALUE) + 1;
        long granted = Math.min(wanted, pool.longest(window));
        return (int) (limit == 0 ? granted : Math.min(granted, limit));
    }
}
