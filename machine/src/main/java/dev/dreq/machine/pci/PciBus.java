package dev.dreq.machine.pci;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.Trace;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.io.PortSpace;
import dev.dreq.machine.io.Window;
import dev.dreq.machine.irq.InterruptInputs;
import dev.dreq.machine.isa.IsaBus;
import dev.dreq.machine.memory.DeviceBanks;
import dev.dreq.machine.memory.MemoryMap;
import dev.dreq.machine.memory.Region;
import dev.dreq.machine.state.SectionReader;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.isa.PortRange;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.state.StateWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * PCI bus 0: 32 slots with one function each. Slot 0 holds the host bridge, slot 1 the ISA bridge,
 * the others devices.
 */
public final class PciBus {

    private static final int SLOTS = 32;
    private static final int FIRST_DEVICE = 2;
    private static final int VERSION = 1;
    private static final String HOST = "the PCI host bridge";

    /** What the bus connects to. */
    public record Parts(
            Sequencer sequencer,
            PortSpace ports,
            MemoryMap memory,
            InterruptInputs interrupts,
            IsaBus isa,
            Function<Supplier<String>, AddressSpace> masters,
            DeviceBanks banks,
            Trace trace) {}

    /** What a slot connects to. */
    record Backplane(
            Sequencer sequencer,
            AddressDecoder decoder,
            InterruptInputs interrupts,
            Function<Supplier<String>, AddressSpace> masters,
            DeviceBanks banks,
            Trace trace) {}

    private final @Nullable ConfigFunction[] slots = new ConfigFunction[SLOTS];
    private final @Nullable FunctionSlot[] devices = new FunctionSlot[SLOTS];
    private final ConfigMechanism mechanism = new ConfigMechanism(slots);
    private final Bridge host = Bridge.host();
    private final PirqRouter router;
    private final Backplane backplane;

    public PciBus(Parts parts) {
        router = new PirqRouter(parts.interrupts());
        slots[0] = host;
        slots[1] = Bridge.isa(router);
        Enclosure enclosure = new Enclosure("pci", parts.trace());
        parts.isa()
                .reserve(HOST, new PortRange(ConfigMechanism.ADDRESS_PORT, ConfigMechanism.PORTS));
        parts.memory().add(List.of(messages(enclosure, parts.trace())));
        backplane =
                new Backplane(
                        parts.sequencer(),
                        new AddressDecoder(
                                parts.memory(),
                                parts.ports(),
                                mechanism.windows(enclosure, parts.trace())),
                        parts.interrupts(),
                        parts.masters(),
                        parts.banks(),
                        parts.trace());
    }

    /** The processor's window for interrupt messages: no memory to anybody, and to itself zeros. */
    private static Region messages(Enclosure host, Trace trace) {
        Window window =
                new Window(
                        "MSI",
                        InterruptMessages.BASE,
                        InterruptMessages.LENGTH,
                        Unanswered.ZEROS,
                        host,
                        trace);
        return Region.device(window, 0);
    }

    /**
     * Makes the slot of a function. The slot of one that was unplugged is free.
     *
     * @param wanted its number, 2..31; empty for the first that is free
     * @throws ConfigurationException if it is taken, or none is free
     */
    public FunctionSlot slot(Enclosure device, PciFunction function, OptionalInt wanted) {
        int number = wanted.orElseGet(() -> free().findFirst().orElse(SLOTS));
        if (number < FIRST_DEVICE || number >= SLOTS || !isFree(number)) {
            throw refusal(device.name(), number);
        }
        FunctionSlot slot = new FunctionSlot(device, number, function, this, backplane);
        slots[number] = slot;
        devices[number] = slot;
        return slot;
    }

    private IntStream free() {
        return IntStream.range(FIRST_DEVICE, SLOTS).filter(this::isFree);
    }

    private boolean isFree(int slot) {
        FunctionSlot holder = devices[slot];
        return holder == null || !holder.isPresent();
    }

    /** Nobody is in a slot any more, if it is still this one's. */
    void vacate(int number, FunctionSlot leaver) {
        if (devices[number] == leaver) {
            slots[number] = null;
            devices[number] = null;
        }
    }

    private ConfigurationException refusal(String device, int number) {
        String free = free().mapToObj("%02x"::formatted).collect(Collectors.joining(", "));
        if (free.isEmpty()) {
            return new ConfigurationException(
                    "%s finds no free PCI slot; there are 02..1f".formatted(device));
        }
        FunctionSlot holder = number < SLOTS && number >= 0 ? devices[number] : null;
        return new ConfigurationException(
                "%s cannot have PCI slot %02x, %s; free are %s"
                        .formatted(
                                device,
                                number,
                                holder == null ? "there are 02..1f" : "held by " + holder.name(),
                                free));
    }

    PirqRouter router() {
        return router;
    }

    /** A function has ended the host bridge's access. */
    void targetAborted() {
        Header.status(host.config(), Header.STATUS_RECEIVED_TARGET_ABORT, true);
    }

    /** All configuration registers to their power-on values; all interrupts fall. */
    public void reset() {
        mechanism.address(0);
        for (int number = 0; number < SLOTS; number++) {
            ConfigFunction function = slots[number];
            if (function != null) {
                function.config().reset();
                restoreLevel(number, false);
                function.configured();
            }
        }
    }

    private void restoreLevel(int number, boolean level) {
        FunctionSlot slot = devices[number];
        if (slot != null) {
            slot.interruptSource().restore(level && !slot.enclosure().isCutOff());
        }
    }

    /** Writes the configuration of all functions and the levels of their interrupts. */
    public void save(StateWriter out) {
        out.version(VERSION);
        out.putLong("CONFADD", mechanism.address());
        for (int number = 0; number < SLOTS; number++) {
            ConfigFunction function = slots[number];
            if (function != null) {
                StateWriter section = out.section("%02x".formatted(number));
                section.putBytes("config", function.config().save());
                FunctionSlot slot = devices[number];
                section.putBoolean("interrupt", slot != null && slot.interruptSource().level());
            }
        }
    }

    /** Restores what {@link #save} wrote. Wires may change; messages are not sent. */
    public void restore(SectionReader in) {
        in.version(VERSION);
        mechanism.address((int) in.getLong("CONFADD", Integer.MIN_VALUE, Integer.MAX_VALUE));
        for (int number = 0; number < SLOTS; number++) {
            ConfigFunction function = slots[number];
            if (function != null) {
                SectionReader section = in.section("%02x".formatted(number));
                function.config().restore(section.getBytes("config", ConfigSpace.SIZE));
                restoreLevel(number, section.getBoolean("interrupt"));
                function.configured();
            }
        }
    }
}
