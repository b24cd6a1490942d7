package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.MASTER;
import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.Handlers;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A function that is pulled out of its slot. */
class UnplugTest {
    private static final long HERE = 0xe000_0000L;

    private final List<PciSlot> slots = new ArrayList<>();
    private final PciCard card =
            new PciCard(
                    "card",
                    PciCard.function(new PciBar(0, PciBar.Kind.MEMORY, 4096)),
                    slot -> {
                        slots.add(slot);
                        slot.map(0, Handlers.of(() -> 0x42, value -> {}));
                    });

    private Machine started() {
        Machine machine = PciCard.machine(card);
        ConfigCycles config = new ConfigCycles(machine.bus());
        config.bar(2, 0, HERE);
        config.command(2, MEMORY | MASTER);
        assertEquals(0x42, machine.bus().load8(HERE));
        return machine;
    }

    @Test
    void itReadsOnesAnswersNoConfigurationCycleAndCannotMasterTheBus() {
        try (Machine machine = started()) {
            PciSlot slot = slots.get(0);
            slot.interrupt().set(true);
            assertEquals(BusStatus.OK, slot.busMaster().write(0x5000, ByteBuffer.allocate(4)));
            machine.devices().get(0).unplug();
            ConfigCycles config = new ConfigCycles(machine.bus());
            assertEquals(-1, config.read32(2, 0));
            assertEquals(0xff, machine.bus().load8(HERE));
            machine.bus().store32(0x5000, 0x1234);
            assertNotEquals(BusStatus.OK, slot.busMaster().write(0x5000, ByteBuffer.allocate(4)));
            assertEquals(0x1234, machine.bus().load32(0x5000));
            for (int input = 0; input < machine.bus().interruptInputs(); input++) {
                assertEquals(false, machine.bus().interruptLevel(input), "input " + input);
            }
        }
    }

    @Test
    void aSavedMachineKeepsItsEmptySlot() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Machine machine = started()) {
            machine.devices().get(0).unplug();
            machine.save(out);
        }
        try (Machine restored =
                Machine.restore(
                        new ByteArrayInputStream(out.toByteArray()), PluginCatalog.of(card))) {
            assertTrue(restored.devices().get(0).isUnplugged());
            assertTrue(restored.devices().get(0).fault().isEmpty());
            assertEquals(-1, new ConfigCycles(restored.bus()).read32(2, 0));
        }
    }
}
