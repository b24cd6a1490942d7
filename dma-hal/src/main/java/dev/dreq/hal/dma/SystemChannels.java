package dev.dreq.hal.dma;

import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.ke.Ke;
import dev.dreq.plugin.cpu.CpuBus;
import org.jspecify.annotations.Nullable;

/** The channels of the 8237 pair, and how firmware says that it is wired. */
final class SystemChannels {
    static final int COUNT = 8;

    /** Through it the first controller asks the second one for the bus. */
    static final int CASCADE = 4;

    private final CpuBus bus;
    private final I8237 first;
    private final I8237 second;
    private final MapRegisterPool pool;
    private final AdapterControl adapterControl;
    private final SystemDmaWiring wiring;
    private final TerminalCounts terminalCounts;
    private final @Nullable SystemChannel[] channels = new SystemChannel[COUNT];

    /**
     * Opens the pair's cascade, which no firmware has done.
     *
     * @param pool the map registers of slaves
     */
    SystemChannels(
            Ke ke,
            CpuBus bus,
            SystemDmaWiring wiring,
            MapRegisterPool pool,
            AdapterControl adapterControl) {
        this.bus = bus;
        this.first = I8237.first(bus);
        this.second = I8237.second(bus);
        this.pool = pool;
        this.adapterControl = adapterControl;
        this.wiring = wiring;
        this.terminalCounts =
                new TerminalCounts(ke, first, second, wiring.terminalCountInterrupt());
        second.openCascade();
    }

    /** Whether a channel can be given to devices. */
    static boolean isUsable(int number) {
        return number >= 0 && number < COUNT && number != CASCADE;
    }

    /** The channel of a number, 0..7. */
    SystemChannel channel(int number) {
        SystemChannel channel = channels[number];
        if (channel == null) {
            I8237 controller = number < CASCADE ? first : second;
            I8237Channel programmed = new I8237Channel(bus, controller, number);
            AdapterChannel line =
                    new AdapterChannel(
                            "DMA channel " + number, programmed.window(), pool, adapterControl);
            channel = new SystemChannel(programmed, line, terminalCounts);
            channels[number] = channel;
        }
        return channel;
    }

    /** Why a channel, 0..7, is of no use at all; null if its controller answers. */
    @Nullable String refusal(int number) {
        return channel(number).controller().answers()
                ? null
                : "no DMA controller answers for DMA channel %d: the machine has none"
                        .formatted(number);
    }

    /** Why a slave of version 3 cannot have a channel by a request line; null if it can. */
    @Nullable String requestLineRefusal(int number, int line) {
        int wired = wiring.requestLines().get(number);
        if (line != wired) {
            return ("DMA request line %d is not wired to channel %d, which has line %d: take"
                            + " both from the start IRP")
                    .formatted(line, number, wired);
        }
        return terminalCounts.connect()
                ? null
                : ("the DMA controllers' interrupt, input %d, is taken by somebody who does"
                                + " not share it")
                        .formatted(wiring.terminalCountInterrupt().orElseThrow());
    }
}
