package dev.dreq.machine;

import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.io.PortSpace;
import dev.dreq.machine.irq.InterruptInputs;
import dev.dreq.machine.isa.CardSlot;
import dev.dreq.machine.isa.DmaBus;
import dev.dreq.machine.isa.IsaBus;
import dev.dreq.machine.memory.BusMaster;
import dev.dreq.machine.memory.DmaGate;
import dev.dreq.machine.memory.MemoryBank;
import dev.dreq.machine.memory.MemoryMap;
import dev.dreq.machine.memory.PcLayout;
import dev.dreq.machine.memory.Region;
import dev.dreq.machine.time.Sequencer;
import java.util.List;

/** The parts of a machine that are no devices, connected. */
final class MachineParts {

    private static final int RAM_PRIORITY = 0;
    private static final int ROM_PRIORITY = 1;

    final Trace trace;
    final Sequencer sequencer = new Sequencer();
    final PortSpace ports = new PortSpace();
    final MemoryMap memory = new MemoryMap();
    final MemoryBank ram;
    final InterruptInputs interrupts;
    final DmaGate gate;
    final DmaBus dma;
    final IsaBus isa;

    MachineParts(MemoryBank ram, List<MachineConfig.Rom> roms, Trace trace) {
        this.trace = trace;
        this.ram = ram;
        memory.add(PcLayout.regions(ram, RAM_PRIORITY));
        memory.add(roms.stream().map(MachineParts::region).toList());
        interrupts = new InterruptInputs(sequencer, trace);
        gate = new DmaGate(sequencer);
        dma =
                new DmaBus(
                        sequencer,
                        master -> new BusMaster(master, memory, gate, sequencer, trace),
                        trace);
        isa = new IsaBus(new CardSlot.Backplane(sequencer, ports, interrupts, dma, trace));
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

    Enclosure enclosure(String device) {
        return new Enclosure(device, trace);
    }

    MachineBus bus(MachineBus.Costs costs) {
        return new MachineBus(
                new MachineBus.Targets(sequencer, ports, memory, interrupts, gate, ram.size()),
                costs);
    }
}
