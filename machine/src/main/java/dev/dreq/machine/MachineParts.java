package dev.dreq.machine;

import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.io.PortSpace;
import dev.dreq.machine.irq.InterruptInputs;
import dev.dreq.machine.isa.CardSlot;
import dev.dreq.machine.isa.DmaBus;
import dev.dreq.machine.isa.IsaBus;
import dev.dreq.machine.jfr.EventCount;
import dev.dreq.machine.jfr.EventTrace;
import dev.dreq.machine.memory.BusMaster;
import dev.dreq.machine.memory.DeviceBanks;
import dev.dreq.machine.memory.DmaGate;
import dev.dreq.machine.memory.MemoryBank;
import dev.dreq.machine.memory.MemoryMap;
import dev.dreq.machine.memory.PcLayout;
import dev.dreq.machine.memory.Region;
import dev.dreq.machine.pci.PciBus;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.dma.AddressSpace;
import java.util.Optional;
import java.util.function.Supplier;

/** The parts of a machine that are no devices, connected. */
final class MachineParts {

    private static final int RAM_PRIORITY = 0;
    private static final int ROM_PRIORITY = 1;

    final Trace trace;
    final Sequencer sequencer = new Sequencer();
    final EventCount order = new EventCount();
    final PortSpace ports = new PortSpace();
    final MemoryMap memory = new MemoryMap();
    final MemoryBank ram;
    final InterruptInputs interrupts;
    final DmaGate gate;
    final DmaBus dma;
    final IsaBus isa;
    final DeviceBanks banks;
    final Optional<PciBus> pci;

    /**
     * Connects the parts.
     *
     * @param banks what devices of a saved machine had in memory of their own
     * @param viewer sees what happens
     */
    MachineParts(MachineConfig config, MemoryBank ram, DeviceBanks banks, Trace viewer) {
        this.trace = new EventTrace(sequencer, order, viewer);
        this.ram = ram;
        this.banks = banks;
        memory.add(PcLayout.regions(ram, RAM_PRIORITY));
        memory.add(config.roms().stream().map(MachineParts::region).toList());
        interrupts = new InterruptInputs(sequencer, trace);
        gate = new DmaGate(sequencer);
        dma = new DmaBus(sequencer, this::channelMaster, trace);
        isa = new IsaBus(new CardSlot.Backplane(sequencer, ports, interrupts, dma, trace));
        pci = config.pci() ? Optional.of(pciBus()) : Optional.empty();
    }

    private AddressSpace master(Supplier<String> device) {
        return channelMaster(BusMaster.NO_CHANNEL, device);
    }

    private AddressSpace channelMaster(int channel, Supplier<String> slave) {
        return new BusMaster(slave, channel, memory, gate, sequencer, trace);
    }

    private PciBus pciBus() {
        return new PciBus(
                new PciBus.Parts(
                        sequencer, ports, memory, interrupts, isa, this::master, banks, trace));
    }

    private static Region region(MachineConfig.Rom rom) {
        MemoryBank bank = MemoryBank.withoutNativeAccess(rom.image().length);
        bank.write(0, rom.image(), 0, rom.image().length);
        return Region.rom(rom.address(), bank, ROM_PRIORITY);
    }

    /** Lets all lines fall and forgets what is under way. Timers are their devices'. */
    void dropWires() {
        sequencer.withdrawAll();
        interrupts.drop();
        dma.restore(0);
    }

    /** Gives all memory back to the system. */
    void discardMemory() {
        ram.discard();
        banks.discard();
    }

    Enclosure enclosure(String device) {
        return new Enclosure(device, trace);
    }

    MachineBus bus(MachineBus.Costs costs) {
        return new MachineBus(
                new MachineBus.Targets(
                        sequencer, ports, memory, interrupts, gate, order, ram.size()),
                costs);
    }
}
