package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.MASTER;
import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static dev.dreq.machine.pci.ConfigCycles.STATUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.DmaWatch;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final int ENABLE = 0x42;

    private final List<PciSlot> slots = new ArrayList<>();
    private final List<Integer> vectors = new ArrayList<>();
    private final Machine machine =
            PciCard.machine(
                    new PciCard(
                            "card",
                            PciCard.function(new PciBar(0, PciBar.Kind.PREFETCHABLE, 4096)),
                            slot -> {
                                slots.add(slot);
                                slot.mapMemory(0);
                            }));
    private final CpuBus bus = machine.bus();
    private final ConfigCycles config = new ConfigCycles(bus);
    private final InterruptLine interrupt = slots.get(0).interrupt();

    @BeforeEach
    void listen() {
        bus.listenMessages(vectors::add);
        config.route(0x80, 5, 0x80, 0x80); // INTA of slot 2 is PIRQB
        config.command(2, MASTER | MEMORY);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void pulse() {
        interrupt.set(true);
        bus.load8(0); // RAM is no turn: signals wait
        bus.interruptLevel(0);
        interrupt.set(false);
        bus.interruptLevel(0);
    }

    @Test
    void eachRiseIsAMessageWithTheLowByteOfTheDataAsVector() {
        config.messages(2, 0xfee0_0000L, 0x4142);
        pulse();
        pulse();
        assertEquals(List.of(0x42, 0x42), vectors);
        assertFalse(bus.interruptLevel(5), "and nothing is on the pin");
        assertEquals(0x10, config.read16(2, STATUS), "nor in the status register");
    }

    @ParameterizedTest(name = "address {0}")
    @ValueSource(longs = {0xfee0_0000L, 0xfee0_f00cL, 0xfeef_fffcL})
    void anyAddressOfTheProcessorsWindowDoes(long address) {
        config.messages(2, address, 0x31);
        pulse();
        assertEquals(List.of(0x31), vectors);
    }

    @Test
    void elsewhereAMessageIsAWriteToMemory() {
        bus.store64(0x2000, -1);
        config.messages(2, 0x2000, 0xabcd);
        pulse();
        assertEquals(0xffff_ffff_0000_abcdL, bus.load64(0x2000));
        assertEquals(List.of(), vectors);
    }

    @ParameterizedTest(name = "address {0}")
    @ValueSource(
            longs = {
                0xfedf_fffcL,
                0xfef0_0000L,
                0xf_fee0_0000L,
                0xe000_0000L,
                0xffff_ffff_ffff_fffcL,
                0x8000_0000_0000_0000L,
                0xff_fffcL,
                0x100_0000L,
                0xa_0000L
            })
    void aMessageToNowhereHurtsNobody(long address) {
        config.bar(2, 0, 0xe000_0000L);
        config.messages(2, address, 0x31);
        pulse();
        assertEquals(List.of(), vectors);
        assertTrue(machine.devices().get(0).fault().isEmpty());
    }

    @Test
    void aMessageOfAFunctionThatMayNotMasterTheBusIsLost() {
        config.messages(2, 0xfee0_0000L, 0x31);
        config.command(2, 0);
        interrupt.set(true);
        config.command(2, MASTER);
        bus.interruptLevel(0);
        assertEquals(List.of(), vectors);
        assertFalse(bus.interruptLevel(5));
    }

    @Test
    void enablingMessagesUnderAHighLevelLetsThePinFallAndSendsNone() {
        interrupt.set(true);
        assertTrue(bus.interruptLevel(5));
        config.messages(2, 0xfee0_0000L, 0x31);
        assertFalse(bus.interruptLevel(5));
        assertEquals(List.of(), vectors);
        config.write16(2, ENABLE, 0);
        assertTrue(bus.interruptLevel(5), "and back");
    }

    @Test
    void aWatcherSeesAMessageToMemoryAndMayRefuseIt() {
        List<String> asked = new ArrayList<>();
        bus.capability(DmaWatch.class)
                .orElseThrow()
                .watch(
                        (device, address, length, direction) -> {
                            asked.add("%s %x+%d %s".formatted(device, address, length, direction));
                            return false;
                        });
        config.messages(2, 0x2000, 0x31);
        pulse();
        assertEquals(List.of("card0 2000+4 TO_MEMORY"), asked);
        assertEquals(0, bus.load32(0x2000));
    }

    @Test
    void aFunctionWithoutAPinHasMessagesOnly() {
        List<InterruptLine> lines = new ArrayList<>();
        PciCard pinless =
                new PciCard(
                        "pinless",
                        PciCard.function(0, 1, new PciBar[0]),
                        slot -> lines.add(slot.interrupt()));
        try (Machine other = PciCard.machine(pinless)) {
            other.bus().listenMessages(vectors::add);
            ConfigCycles cycles = new ConfigCycles(other.bus());
            cycles.route(5, 5, 5, 5);
            cycles.command(2, MASTER);
            lines.get(0).set(true);
            assertFalse(other.bus().interruptLevel(5));
            lines.get(0).set(false);
            cycles.messages(2, 0xfee0_0000L, 0x31);
            lines.get(0).set(true);
            assertFalse(other.bus().interruptLevel(5));
            assertEquals(List.of(0x31), vectors);
        }
    }

    @Test
    void aResetDisablesMessages() {
        config.messages(2, 0xfee0_0000L, 0x31);
        machine.reset();
        config.command(2, MASTER);
        pulse();
        assertEquals(List.of(), vectors);
        assertEquals(0x80, config.read16(2, ENABLE));
    }

    @Test
    void theProcessorsWindowIsNotForWindowsOfFunctions() {
        config.bar(2, 0, 0xfee0_0000L);
        bus.store32(0xfee0_0000L, 7);
        assertEquals(0, bus.load32(0xfee0_0000L));
        assertEquals(List.of(), vectors, "the processor's own stores are no messages");
    }
}
