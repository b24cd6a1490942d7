package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.MASTER;
import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Handlers;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.machine.TestCard;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A function that is put into a slot while the machine runs. */
class PlugTest {
    private static final long HERE = 0xe000_0000L;

    private final List<PciSlot> slots = new ArrayList<>();
    private final PciCard card = card("card", 0x42);
    private final PciCard other = card("other", 0x17);
    private final PciCard broken =
            new PciCard(
                    "broken",
                    PciCard.function(new PciBar(0, PciBar.Kind.MEMORY, 4096)),
                    slot -> {
                        slot.clock().timer("t", () -> {}).armIn(5);
                        slot.interrupt().set(true);
                        throw new IllegalStateException("no firmware");
                    });
    private final TestCard isa = TestCard.of("isa", slot -> {}, IsaClaim.ports("io", 1, 0x300));
    private final PluginCatalog catalog = PluginCatalog.of(card, other, broken, isa);

    private PciCard card(String type, int answer) {
        return new PciCard(
                type,
                PciCard.function(
                        new PciBar(0, PciBar.Kind.MEMORY, 4096),
                        new PciBar(1, PciBar.Kind.IO, 16),
                        new PciBar(2, PciBar.Kind.PREFETCHABLE, 1 << 16)),
                slot -> {
                    slots.add(slot);
                    slot.map(0, Handlers.of(() -> answer, value -> {}));
                    slot.map(1, Handlers.of(() -> answer, value -> {}));
                    slot.mapMemory(2).put(0, (byte) answer);
                });
    }

    private Machine machine(String... types) {
        Machine.Builder builder = Machine.builder().memory(16 << 20).catalog(catalog);
        for (String type : types) {
            builder.device(type, Map.of());
        }
        return builder.build();
    }

    private static void place(Machine machine, int slot, long memory, int ports, long bank) {
        ConfigCycles config = new ConfigCycles(machine.bus());
        config.bar(slot, 0, memory);
        config.bar(slot, 1, ports);
        config.bar(slot, 2, bank);
        config.command(slot, MEMORY | MASTER | ConfigCycles.IO);
    }

    private static List<String> names(Machine machine) {
        return machine.devices().stream().map(DeviceNode::name).toList();
    }

    private static String slot(DeviceNode node) {
        return node.grants().get(0).toString();
    }

    private static String refusal(Machine machine, String type, Map<String, String> settings) {
        return assertThrows(ConfigurationException.class, () -> machine.plug(type, settings))
                .getMessage();
    }

    @Test
    void itIsFoundAsAfterPowerOnAndWorksOncePlaced() {
        try (Machine machine = machine("card")) {
            place(machine, 2, HERE, 0xc000, HERE + 0x10_0000);
            DeviceNode plugged = machine.plug("card", Map.of());
            assertEquals("card1", plugged.name());
            assertEquals("PCI slot 00:03.0", slot(plugged));
            ConfigCycles config = new ConfigCycles(machine.bus());
            assertEquals(0x1111_1234, config.read32(3, 0));
            assertEquals(0, config.read32(3, 0x10));
            assertFalse(
                    slots.get(1).busMaster().write(0x5000, ByteBuffer.allocate(4)) == BusStatus.OK);
            place(machine, 3, HERE + 0x1000, 0xc010, HERE + 0x20_0000);
            assertEquals(0x42, machine.bus().load8(HERE + 0x1000));
            assertEquals(0x42, machine.bus().in8(0xc010));
            assertEquals(0x42, machine.bus().load8(HERE + 0x20_0000));
            assertEquals(0x42, machine.bus().load8(HERE), "the other one is where it was");
            assertEquals(
                    BusStatus.OK, slots.get(1).busMaster().write(0x5000, ByteBuffer.allocate(4)));
        }
    }

    @Test
    void theSlotAndTheNameOfAnUnpluggedOneAreFree() {
        try (Machine machine = machine("card", "card")) {
            place(machine, 2, HERE, 0xc000, HERE + 0x10_0000);
            for (int again = 0; again < 40; again++) {
                machine.device("card0").orElseThrow().unplug();
                assertEquals(List.of(true, false), unplugged(machine, "card0", "card1"));
                assertEquals(0xff, machine.bus().load8(HERE));
                DeviceNode plugged = machine.plug("card", Map.of());
                assertEquals("card0", plugged.name());
                assertEquals("PCI slot 00:02.0", slot(plugged));
                assertEquals(2, machine.devices().size());
                ConfigCycles config = new ConfigCycles(machine.bus());
                assertEquals(0, config.read32(2, 0x10), "nothing is left of the old one's");
                assertEquals(0xff, machine.bus().in8(0xc000));
                place(machine, 2, HERE, 0xc000, HERE + 0x10_0000);
                assertEquals(0x42, machine.bus().load8(HERE));
                assertEquals(0x42, machine.bus().in8(0xc000));
                assertEquals(0x42, machine.bus().load8(HERE + 0x10_0000));
            }
        }
    }

    private static List<Boolean> unplugged(Machine machine, String... names) {
        return List.of(names).stream()
                .map(name -> machine.device(name).orElseThrow().isUnplugged())
                .toList();
    }

    @Test
    void anUnpluggedOneThatMovesLateTouchesNothingOfItsSuccessor() {
        try (Machine machine = machine("card")) {
            machine.devices().get(0).unplug();
            machine.plug("card", Map.of());
            place(machine, 2, HERE, 0xc000, HERE + 0x10_0000);
            slots.get(1).interrupt().set(true);
            PciSlot old = slots.get(0);
            old.interrupt().set(true);
            old.interrupt().set(false);
            assertFalse(old.busMaster().write(0x5000, ByteBuffer.allocate(4)) == BusStatus.OK);
            machine.bus().in8(0x80);
            assertEquals(8, new ConfigCycles(machine.bus()).read16(2, ConfigCycles.STATUS) & 8);
            assertEquals(0x42, machine.bus().load8(HERE));
        }
    }

    @Test
    void aFaultedOneKeepsItsSlotUntilItIsUnplugged() {
        PciCard bad =
                new PciCard(
                        "bad",
                        PciCard.function(new PciBar(0, PciBar.Kind.MEMORY, 4096)),
                        slot ->
                                slot.map(
                                        0,
                                        Handlers.onWrite(
                                                value -> {
                                                    throw new IllegalStateException("bug");
                                                })));
        try (Machine machine = PciCard.machine(bad)) {
            ConfigCycles config = new ConfigCycles(machine.bus());
            config.bar(2, 0, HERE);
            config.command(2, MEMORY);
            machine.bus().store8(HERE, 0);
            assertTrue(machine.devices().get(0).fault().isPresent());
            assertEquals("bad1", machine.plug("bad", Map.of()).name());
            machine.devices().get(0).unplug();
            assertEquals("bad0", machine.plug("bad", Map.of()).name());
            assertEquals(List.of("bad1", "bad0"), names(machine));
        }
    }

    @Test
    void aSavedMachineKeepsNamesAndSlots() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> before = new ArrayList<>();
        try (Machine machine = machine("card", "isa", "card", "other")) {
            machine.device("card0").orElseThrow().unplug();
            machine.plug("other", Map.of());
            machine.device("card1").orElseThrow().unplug();
            machine.plug("card", Map.of("addr", "0x1f"));
            machine.device("other0").orElseThrow().unplug();
            place(machine, 2, HERE, 0xc000, HERE + 0x10_0000);
            machine.devices().forEach(node -> before.add(node.name() + " " + node.grants()));
            machine.save(out);
        }
        try (Machine restored =
                Machine.restore(new ByteArrayInputStream(out.toByteArray()), catalog)) {
            List<String> after = new ArrayList<>();
            restored.devices().forEach(node -> after.add(node.name() + " " + node.grants()));
            assertEquals(before, after);
            assertEquals(0x17, restored.bus().load8(HERE));
            assertEquals(0x17, restored.bus().load8(HERE + 0x10_0000));
            assertTrue(restored.device("other0").orElseThrow().isUnplugged());
            assertEquals("other0", restored.plug("other", Map.of()).name());
        }
    }

    @Test
    void whatCannotBePluggedInIsRefusedWithTheReasonAndChangesNothing() {
        try (Machine machine = machine("card")) {
            machine.devices().get(0).unplug();
            assertEquals(
                    "isa is an ISA card, and the ISA bus takes none while the machine runs: add it when the machine is built",
                    refusal(machine, "isa", Map.of()));
            assertTrue(refusal(machine, "nic", Map.of()).startsWith("no device type is named nic"));
            assertTrue(refusal(machine, "card", Map.of("speed", "9")).startsWith("card0: "));
            assertTrue(refusal(machine, "card", Map.of("addr", "1")).startsWith("card0: addr=1"));
            assertEquals(List.of("card0"), names(machine));
            assertTrue(machine.devices().get(0).isUnplugged());
        }
        try (Machine machine = Machine.builder().pci(false).catalog(catalog).build()) {
            assertTrue(refusal(machine, "card", Map.of()).contains("it has an ISA bus"));
        }
    }

    @Test
    void aFullBusTakesOneWhenAnotherIsGone() {
        String[] thirty = new String[30];
        Arrays.fill(thirty, "card");
        try (Machine machine = machine(thirty)) {
            assertEquals(
                    "card30 finds no free PCI slot; there are 02..1f",
                    refusal(machine, "card", Map.of()));
            assertEquals(30, machine.devices().size());
            assertTrue(
                    refusal(machine, "card", Map.of("addr", "7"))
                            .startsWith("card30 finds no free PCI slot"));
            machine.device("card13").orElseThrow().unplug();
            DeviceNode plugged = machine.plug("card", Map.of());
            assertEquals("card13 in PCI slot 00:0f.0", plugged.name() + " in " + slot(plugged));
        }
    }

    @Test
    void oneThatCannotBeMadeLeavesItsSlotEmptyAndNothingPending() {
        try (Machine machine = machine("card")) {
            assertEquals(
                    "broken0: java.lang.IllegalStateException: no firmware (device type broken, built in)",
                    refusal(machine, "broken", Map.of()));
            assertEquals(List.of("card0"), names(machine));
            assertEquals(-1, new ConfigCycles(machine.bus()).read32(3, 0));
            assertEquals(Long.MAX_VALUE, machine.nextDeadline());
            for (int input = 0; input < machine.bus().interruptInputs(); input++) {
                assertFalse(machine.bus().interruptLevel(input), "input " + input);
            }
            assertEquals("PCI slot 00:03.0", slot(machine.plug("card", Map.of())));
        }
    }

    @Test
    void aDeviceCannotPlugAnother() {
        List<Machine> machines = new ArrayList<>();
        PciCard hub =
                new PciCard(
                        "hub",
                        PciCard.function(new PciBar(0, PciBar.Kind.MEMORY, 4096)),
                        slot ->
                                slot.map(
                                        0,
                                        Handlers.onWrite(
                                                value -> machines.get(0).plug("hub", Map.of()))));
        try (Machine machine = PciCard.machine(hub)) {
            machines.add(machine);
            ConfigCycles config = new ConfigCycles(machine.bus());
            config.bar(2, 0, HERE);
            config.command(2, MEMORY);
            machine.bus().store8(HERE, 0);
            assertTrue(machine.devices().get(0).fault().isPresent());
            assertEquals(1, machine.devices().size());
        }
    }
}
