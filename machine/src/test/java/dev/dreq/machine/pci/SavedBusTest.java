package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.IO;
import static dev.dreq.machine.pci.ConfigCycles.MASTER;
import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static dev.dreq.machine.pci.ConfigCycles.STATUS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.Handlers;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.state.StateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SavedBusTest {

    private static final int VRAM = 8 << 20;

    private final List<PciSlot> slots = new ArrayList<>();
    private final List<ByteBuffer> memories = new ArrayList<>();
    private final List<BusStatus> dmaWhileMade = new ArrayList<>();
    private Runnable onWrite = () -> {};

    private final PciCard card =
            card(new PciBar(2, PciBar.Kind.PREFETCHABLE, VRAM), this::connectMemory);

    private PciCard card(PciBar third, Consumer<PciSlot> connectThird) {
        return new PciCard(
                "card",
                PciCard.function(
                        new PciBar(0, PciBar.Kind.MEMORY, 4096),
                        new PciBar(1, PciBar.Kind.IO, 16),
                        third),
                slot -> {
                    slots.add(slot);
                    slot.map(0, Handlers.onWrite(value -> onWrite.run()));
                    slot.map(1, Handlers.of(() -> 0x77, value -> {}));
                    connectThird.accept(slot);
                    slot.interrupt().set(true); // what construction does must not matter
                    dmaWhileMade.add(slot.busMaster().write(0x5000, ByteBuffer.allocate(4)));
                    slot.interrupt().set(false);
                });
    }

    private void connectMemory(PciSlot slot) {
        memories.add(slot.mapMemory(2));
    }

    private Machine machine() {
        return Machine.builder()
                .memory(1 << 20)
                .catalog(PluginCatalog.of(card))
                .device("card", Map.of())
                .device("card", Map.of("addr", "0xa"))
                .build();
    }

    private static byte[] save(Machine machine) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        machine.save(out);
        return out.toByteArray();
    }

    private static Machine restore(byte[] saved, PciCard card) throws IOException {
        return Machine.restore(new ByteArrayInputStream(saved), PluginCatalog.of(card));
    }

    private static ConfigCycles configure(Machine machine) {
        ConfigCycles config = new ConfigCycles(machine.bus());
        config.route(3, 5, 10, 11);
        config.bar(2, 0, 0xe000_0000L);
        config.bar(2, 1, 0xc000);
        config.bar(2, 2, 0xe100_0000L);
        config.command(2, IO | MEMORY | MASTER);
        config.bar(10, 2, 0xe200_0000L);
        config.command(10, MEMORY | MASTER);
        config.messages(10, 0xfee0_0000L, 0x99);
        return config;
    }

    @Test
    void configurationWindowsMemoryAndInterruptsAreAsTheyWere() throws IOException {
        byte[] saved;
        byte[] spaces = new byte[32 * 64];
        try (Machine machine = machine()) {
            ConfigCycles config = configure(machine);
            slots.get(0).interrupt().set(true);
            slots.get(1).interrupt().set(true);
            slots.get(0).busMaster().read(0xd000_0000L, ByteBuffer.allocate(1));
            machine.bus().store64(0xe100_0000L + VRAM - 8, 0x0102_0304_0506_0708L);
            memories.get(1).putInt(0, 0xcafe);
            machine.bus().interruptLevel(5);
            dump(config, spaces);
            machine.bus().out32(0xcf8, 0x8000_1012);
            saved = save(machine);
        }
        try (Machine machine = restore(saved, card)) {
            assertArrayEquals(saved, save(machine), "saved again it is the same");
            assertEquals(0x8000_1012, machine.bus().in32(0xcf8));
            ConfigCycles config = new ConfigCycles(machine.bus());
            byte[] again = new byte[spaces.length];
            dump(config, again);
            assertArrayEquals(spaces, again);
            assertEquals(0x2018, config.read16(2, STATUS));
            assertEquals(0x0102_0304_0506_0708L, machine.bus().load64(0xe100_0000L + VRAM - 8));
            assertEquals(0xcafe, machine.bus().load32(0xe200_0000L));
            assertEquals(0xcafe, memories.get(3).getInt(0), "what the function itself sees");
            assertEquals(0x77, machine.bus().in8(0xc000));
            assertTrue(machine.bus().interruptLevel(5));
            slots.get(2).interrupt().set(false);
            assertFalse(machine.bus().interruptLevel(5));
            List<Integer> vectors = new ArrayList<>();
            machine.bus().listenMessages(vectors::add);
            slots.get(3).interrupt().set(true);
            assertEquals(List.of(), vectors, "it was high already");
            slots.get(3).interrupt().set(false);
            slots.get(3).interrupt().set(true);
            machine.bus().interruptLevel(0);
            assertEquals(List.of(0x99), vectors);
            config.write8(1, 0x61, 0x80);
            assertEquals(BusStatus.DISABLED, dmaWhileMade.get(2), "none while it was restored");
            assertEquals(
                    BusStatus.OK, slots.get(2).busMaster().write(0x5000, ByteBuffer.allocate(4)));
        }
    }

    private static void dump(ConfigCycles config, byte[] spaces) {
        for (int i = 0; i < spaces.length; i++) {
            spaces[i] = (byte) config.read8(i / 64, i % 64);
        }
    }

    @Test
    void changesOfALineThatAreUnderWayArriveInTheRestoredMachine() throws IOException {
        byte[] saved;
        try (Machine machine = machine()) {
            configure(machine);
            slots.get(0).interrupt().set(true); // outside of any turn: it waits
            slots.get(1).interrupt().set(true);
            saved = save(machine);
        }
        try (Machine machine = restore(saved, card)) {
            List<String> seen = new ArrayList<>();
            machine.bus().listen(5, number -> seen.add("rise " + number));
            machine.bus().listenMessages(vector -> seen.add("message " + vector));
            assertTrue(machine.bus().interruptLevel(5));
            assertEquals(List.of("rise 5", "message 153"), seen);
        }
    }

    @Test
    void aFaultedFunctionStaysFaultedAndItsWindowsFloat() throws IOException {
        byte[] saved;
        try (Machine machine = machine()) {
            configure(machine);
            onWrite =
                    () -> {
                        throw new IllegalStateException("the function's bug");
                    };
            machine.bus().store8(0xe000_0000L, 0);
            saved = save(machine);
        }
        try (Machine machine = restore(saved, card)) {
            assertTrue(machine.devices().get(0).fault().isPresent());
            assertEquals(3, slots.size(), "only the other was made");
            assertEquals(-1, machine.bus().load32(0xe100_0000L));
            assertEquals(0xe100_0008, new ConfigCycles(machine.bus()).read32(2, 0x18));
            assertEquals(0, machine.bus().load32(0xe200_0000L));
        }
    }

    @Test
    void aMachineWhoseFunctionsChangedIsNotRestored() throws IOException {
        byte[] saved;
        try (Machine machine = machine()) {
            saved = save(machine);
        }
        PciCard smaller =
                card(new PciBar(2, PciBar.Kind.PREFETCHABLE, VRAM / 2), this::connectMemory);
        String message =
                assertThrows(StateException.class, () -> restore(saved, smaller)).getMessage();
        assertTrue(message.contains("BAR 2, prefetchable, 8M"), message);
        assertTrue(message.contains("BAR 2, prefetchable, 4M"), message);
        PciCard without =
                card(
                        new PciBar(2, PciBar.Kind.PREFETCHABLE, VRAM),
                        slot -> slot.map(2, Unanswered.ONES));
        message = assertThrows(StateException.class, () -> restore(saved, without)).getMessage();
        assertEquals(
                "the saved machine has memory that no device of this one has: [card0/bar2,"
                        + " card1/bar2]",
                message);
    }

    @Test
    void aMachineWithoutPciIsRestoredWithoutIt() throws IOException {
        byte[] saved;
        try (Machine machine = Machine.builder().memory(1 << 20).pci(false).build()) {
            saved = save(machine);
        }
        try (Machine machine = restore(saved, card)) {
            assertEquals(-1, machine.bus().in32(0xcf8));
        }
    }

    @Test
    void untouchedMemoryOfAFunctionCostsNothingToSave() throws IOException {
        try (Machine machine = machine()) {
            assertTrue(save(machine).length < 20_000);
        }
    }
}
