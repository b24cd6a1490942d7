package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.COMMAND;
import static dev.dreq.machine.pci.ConfigCycles.INTX_DISABLE;
import static dev.dreq.machine.pci.ConfigCycles.STATUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.machine.TestCard;
import dev.dreq.machine.Trace;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.pci.PciBar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptRoutingTest {

    private static final int OFF = 0x80;

    private final List<InterruptLine> lines = new ArrayList<>();
    private final List<InterruptLine> isa = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final List<String> raised = new ArrayList<>();
    private final Machine machine =
            Machine.builder()
                    .memory(1 << 20)
                    .catalog(
                            PluginCatalog.of(
                                    pinned("none", 0),
                                    pinned("inta", 1),
                                    pinned("intb", 2),
                                    pinned("intc", 3),
                                    pinned("intd", 4),
                                    TestCard.of(
                                            "card",
                                            slot -> isa.add(slot.irq("irq")),
                                            IsaClaim.irq("irq", 10))))
                    .device("card", Map.of())
                    .device("inta", Map.of("addr", "3"))
                    .device("inta", Map.of("addr", "7"))
                    .device("intb", Map.of("addr", "8"))
                    .device("none", Map.of("addr", "9"))
                    .trace(
                            new Trace() {
                                @Override
                                public void functionInterrupt(String device) {
                                    raised.add(device);
                                }
                            })
                    .build();
    private final CpuBus bus = machine.bus();
    private final ConfigCycles config = new ConfigCycles(bus);
    private final InterruptLine slot3 = lines.get(0);
    private final InterruptLine slot7 = lines.get(1);

    private PciCard pinned(String type, int pin) {
        return new PciCard(
                type, PciCard.function(pin, 0, new PciBar[0]), slot -> lines.add(slot.interrupt()));
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void listen(int... inputs) {
        for (int input : inputs) {
            bus.listen(input, number -> seen.add("rise " + number));
        }
    }

    @Test
    void whoRaisesASharedLineIsSeenEachTime() {
        slot3.set(true);
        slot7.set(true);
        slot7.set(true);
        slot3.set(false);
        slot3.set(true);
        isa.get(0).set(true);

        assertEquals(List.of("inta0", "inta1", "inta0"), raised);
    }

    @ParameterizedTest(name = "pin {0} of slot {1} is PIRQ {2}")
    @CsvSource({
        "1, 2, 1",
        "1, 3, 2",
        "1, 4, 3",
        "1, 5, 0",
        "1, 31, 2",
        "2, 2, 2",
        "2, 3, 3",
        "2, 4, 0",
        "3, 2, 3",
        "3, 3, 0",
        "4, 2, 0",
        "4, 3, 1",
        "4, 31, 1",
    })
    void thePinsOfSlotsAreRotated(int pin, int slot, int line) {
        lines.clear();
        try (Machine wired =
                Machine.builder()
                        .memory(1 << 20)
                        .catalog(PluginCatalog.of(pinned("card", pin)))
                        .device("card", Map.of("addr", Integer.toString(slot)))
                        .build()) {
            int[] irqs = {5, 9, 10, 11};
            new ConfigCycles(wired.bus()).route(5, 9, 10, 11);
            lines.get(0).set(true);
            for (int i = 0; i < irqs.length; i++) {
                assertEquals(i == line, wired.bus().interruptLevel(irqs[i]), "IRQ " + irqs[i]);
            }
        }
    }

    @Test
    void nothingIsRoutedAfterPowerOn() {
        slot3.set(true);
        for (int i = 0; i < bus.interruptInputs(); i++) {
            assertFalse(bus.interruptLevel(i), "input " + i);
        }
        config.route(OFF, OFF, 10, OFF);
        assertTrue(bus.interruptLevel(10), "a high line is seen when it is routed");
    }

    @ParameterizedTest(name = "IRQ {0} is reserved")
    @ValueSource(ints = {0, 1, 2, 8, 13})
    void reservedInputsAreNoneToRouteTo(int irq) {
        config.route(irq, irq, irq, irq);
        slot3.set(true);
        assertFalse(bus.interruptLevel(irq));
    }

    @ParameterizedTest(name = "IRQ {0} can be routed to")
    @ValueSource(ints = {3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15})
    void otherInputsAre(int irq) {
        config.route(OFF, OFF, irq | 0x70, OFF);
        assertEquals(irq, config.read8(1, 0x62), "bits 6-4 are reserved");
        slot3.set(true);
        assertTrue(bus.interruptLevel(irq));
        config.write8(1, 0x62, OFF | irq);
        assertFalse(bus.interruptLevel(irq));
    }

    @Test
    void aLineIsHighWhileAnyFunctionOnItIs() {
        config.route(OFF, OFF, 11, OFF);
        listen(11);
        slot3.set(true);
        slot7.set(true);
        assertTrue(bus.interruptLevel(11));
        slot3.set(false);
        assertTrue(bus.interruptLevel(11));
        slot7.set(false);
        assertFalse(bus.interruptLevel(11));
        assertEquals(List.of("rise 11"), seen);
    }

    @Test
    void anInputIsHighWhileAnyLineOrIsaCardOnItIs() {
        config.route(10, OFF, 10, OFF);
        lines.get(2).set(true); // slot 8, INTB: PIRQA
        slot3.set(true);
        isa.get(0).set(true);
        assertTrue(bus.interruptLevel(10));
        lines.get(2).set(false);
        slot3.set(false);
        assertTrue(bus.interruptLevel(10), "the ISA card's");
        slot3.set(true);
        isa.get(0).set(false);
        assertTrue(bus.interruptLevel(10), "the function's");
        slot3.set(false);
        assertFalse(bus.interruptLevel(10));
    }

    @Test
    void aRouteThatChangesUnderAHighLineMovesTheLevel() {
        config.route(OFF, OFF, 5, OFF);
        listen(5, 11);
        slot3.set(true);
        config.route(OFF, OFF, 11, OFF);
        assertFalse(bus.interruptLevel(5));
        assertTrue(bus.interruptLevel(11));
        config.route(OFF, OFF, 11, OFF);
        assertEquals(List.of("rise 5", "rise 11"), seen, "the same again is no edge");
    }

    @Test
    void aPulseWithinOneHandlerIsSeenAsARise() {
        config.route(OFF, OFF, 5, OFF);
        listen(5);
        slot3.set(true);
        slot3.set(false);
        assertFalse(bus.interruptLevel(5));
        assertEquals(List.of("rise 5"), seen);
    }

    @Test
    void theDisableBitTakesTheFunctionOffItsLineAndTheStatusBitStays() {
        config.route(OFF, OFF, 5, OFF);
        slot3.set(true);
        assertTrue(bus.interruptLevel(5));
        assertEquals(8, config.read16(3, STATUS));
        config.write16(3, COMMAND, INTX_DISABLE);
        assertFalse(bus.interruptLevel(5));
        assertEquals(8, config.read16(3, STATUS));
        config.write16(3, STATUS, 0xffff);
        assertEquals(8, config.read16(3, STATUS), "read-only");
        config.write16(3, COMMAND, 0);
        assertTrue(bus.interruptLevel(5));
        slot3.set(false);
        assertEquals(0, config.read16(3, STATUS));
    }

    @Test
    void aFunctionWithoutAPinDrivesNothing() {
        config.route(3, 5, 10, 11);
        lines.get(3).set(true);
        for (int irq : new int[] {3, 5, 10, 11}) {
            assertFalse(bus.interruptLevel(irq), "IRQ " + irq);
        }
        assertEquals(0, config.read16(9, STATUS));
    }

    @Test
    void aResetLetsAllFallAndRoutesNowhere() {
        config.route(OFF, OFF, 5, OFF);
        slot3.set(true);
        machine.reset();
        assertFalse(bus.interruptLevel(5));
        assertEquals(0x8080_8080, config.read32(1, 0x60));
        assertEquals(0, config.read16(3, STATUS));
        config.route(OFF, OFF, 5, OFF);
        assertFalse(bus.interruptLevel(5), "the function does not drive it any more");
        slot3.set(true);
        assertTrue(bus.interruptLevel(5));
    }
}
