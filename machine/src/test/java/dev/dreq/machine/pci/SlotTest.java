package dev.dreq.machine.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.machine.TestCard;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SlotTest {

    private static PciCard card(Consumer<PciSlot> connect) {
        return new PciCard(
                "nic",
                PciCard.function(
                        new PciBar(0, PciBar.Kind.MEMORY, 4096), new PciBar(2, PciBar.Kind.IO, 16)),
                connect);
    }

    private static Machine.Builder builder() {
        return Machine.builder().memory(1 << 20).catalog(PluginCatalog.of(card(slot -> {})));
    }

    private static Map<String, String> at(String slot) {
        return Map.of("addr", slot);
    }

    @Test
    void functionsTakeTheFirstFreeSlotsInOrderAndAnAddressNamesOne() {
        try (Machine machine =
                builder()
                        .device("nic", at("3"))
                        .device("nic", Map.of())
                        .device("nic", Map.of())
                        .device("nic", at("0x1f"))
                        .build()) {
            assertEquals(
                    List.of("03", "02", "04", "1f"),
                    machine.devices().stream()
                            .map(node -> node.grants().get(0).toString().substring(12, 14))
                            .toList());
            ConfigCycles config = new ConfigCycles(machine.bus());
            assertEquals(0x1234, config.read16(0x1f, 0));
            assertEquals(0xffff, config.read16(5, 0));
        }
    }

    @Test
    void aTakenSlotNamesItsHolderAndWhatIsFree() {
        Machine.Builder taken = builder().device("nic", Map.of()).device("nic", at("2"));
        String message = assertThrows(ConfigurationException.class, taken::build).getMessage();
        assertTrue(
                message.startsWith("nic1 cannot have PCI slot 02, held by nic0; free are 03, 04"),
                message);
    }

    @Test
    void theThirtyFirstFunctionFindsNoSlot() {
        Machine.Builder full = builder();
        for (int i = 0; i < 31; i++) {
            full.device("nic", Map.of());
        }
        String message = assertThrows(ConfigurationException.class, full::build).getMessage();
        assertEquals("nic30 finds no free PCI slot; there are 02..1f", message);
    }

    @Test
    void anAddressOffTheBusIsRefused() {
        Machine.Builder wrong = builder().device("nic", at("1"));
        String message = assertThrows(ConfigurationException.class, wrong::build).getMessage();
        assertEquals("nic0: addr=1 is not possible; addr takes 0x2..0x1f", message);
    }

    @Test
    void aMachineWithoutPciTakesNoFunction() {
        Machine.Builder isa = builder().pci(false).device("nic", Map.of());
        String message = assertThrows(ConfigurationException.class, isa::build).getMessage();
        assertTrue(message.contains("for no bus of this machine; it has an ISA bus"), message);
    }

    @Test
    void noIsaCardGetsTheConfigurationPorts() {
        TestCard greedy = TestCard.of("greedy", slot -> {}, IsaClaim.ports("io", 4, 0xcf8));
        Machine.Builder machine =
                Machine.builder().catalog(PluginCatalog.of(greedy)).device("greedy", Map.of());
        String message = assertThrows(ConfigurationException.class, machine::build).getMessage();
        assertTrue(message.contains("cf8-cfb held by the PCI host bridge"), message);
    }

    @Test
    void grantsTellWhereSoftwareHasPutTheWindows() {
        try (Machine machine = builder().device("nic", Map.of()).build()) {
            ConfigCycles config = new ConfigCycles(machine.bus());
            config.bar(2, 0, 0xe000_0000L);
            config.bar(2, 2, 0xc000);
            assertEquals(
                    "[PCI slot 00:02.0, BAR 0, memory, 4K, BAR 2, io, 16]",
                    machine.devices().get(0).grants().toString());
            config.command(2, ConfigCycles.MEMORY | ConfigCycles.IO);
            assertEquals(
                    "[PCI slot 00:02.0, BAR 0, memory, 4K at e0000000, BAR 2, io, 16 at c000]",
                    machine.devices().get(0).grants().toString());
        }
    }

    @Test
    void registersBehindAWindowAreKnownByName() {
        PciCard named =
                card(
                        slot ->
                                slot.map(
                                        0,
                                        RegisterBlock.of(
                                                4096,
                                                AccessSizes.ANY,
                                                Register.named("CTRL", 8, 4))));
        try (Machine machine = PciCard.machine(named)) {
            assertEquals(
                    List.of("CTRL"),
                    machine.devices().get(0).barRegisters().get(0).stream()
                            .map(Register::name)
                            .toList());
        }
    }

    @Test
    void aFunctionThatMapsWhatItDidNotAskForIsToldWhatItHas() {
        assertRefused(
                slot -> slot.map(1, Unanswered.ONES), "did not ask for base address register 1");
        assertRefused(slot -> slot.mapMemory(2), "at most 1 GiB");
        assertRefused(
                slot -> {
                    slot.map(0, Unanswered.ONES);
                    slot.mapMemory(0);
                },
                "maps base address register 0 twice");
    }

    private static void assertRefused(Consumer<PciSlot> connect, String why) {
        String message =
                assertThrows(ConfigurationException.class, () -> PciCard.machine(card(connect)))
                        .getMessage();
        assertTrue(message.contains(why), message);
    }
}
