package dev.dreq.tools.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.io.CmResource;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a driver and the kernel are told of ISA cards and the DMA controller. */
class FirmwareTest {
    private final PluginCatalog catalog = PluginCatalog.ofClassPath();

    private Machine.Builder machine() {
        return Machine.builder().memory(1 << 20).catalog(catalog).device("fdc", Map.of());
    }

    private static Optional<CmResource.Dma> channel(Machine machine) {
        return Firmware.resources(machine, machine.devices().get(0)).first(CmResource.Dma.class);
    }

    @Test
    void aPcsControllersRaiseNoInterruptAndLinesAreChannels() {
        try (Machine machine = machine().device("i8237", Map.of()).build()) {
            assertEquals(SystemDmaWiring.ofPc(), Firmware.systemDma(machine));
            assertEquals(Optional.of(new CmResource.Dma(2)), channel(machine));
            assertEquals(List.of(6), Firmware.interrupts(machine));
        }
    }

    @Test
    void aCardsChannelIsTheOneThatItsRequestLineIsWiredTo() {
        Map<String, String> settings = Map.of("tc-irq", "9", "request-lines", "02134567");
        try (Machine machine = machine().device("i8237", settings).build()) {
            assertEquals(
                    SystemDmaWiring.ofPc()
                            .withRequestLines(List.of(0, 2, 1, 3, 4, 5, 6, 7))
                            .withTerminalCountInterrupt(9),
                    Firmware.systemDma(machine));
            assertEquals(Optional.of(new CmResource.Dma(1, 2)), channel(machine));
            assertEquals(List.of(6, 9), Firmware.interrupts(machine));
        }
    }

    @Test
    void aChannelThatMovesWordsSaysSo() {
        for (int channel : new int[] {1, 3, 5, 6, 7}) {
            try (Machine machine =
                    Machine.builder()
                            .memory(1 << 20)
                            .catalog(catalog)
                            .device("loopback-slave", Map.of("dma", Integer.toString(channel)))
                            .device("i8237", Map.of())
                            .build()) {
                int flags = channel(machine).orElseThrow().flags();
                assertEquals(channel < 4 ? 0 : CmResource.Dma.CM_RESOURCE_DMA_16, flags);
            }
        }
    }

    @Test
    void withoutAControllerNothingIsSaidOfChannels() {
        try (Machine machine = machine().build()) {
            assertEquals(SystemDmaWiring.ofPc(), Firmware.systemDma(machine));
            assertEquals(Optional.empty(), channel(machine));
        }
    }
}
