package dev.dreq.tools.testkit.display;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.Map;

/** A machine with two display adapters and nothing that runs on it but a test's accesses. */
final class AdapterPc implements AutoCloseable {
    static final long RAM = 16 << 20;

    /** Slots of the adapters. */
    static final int SLOT = 2;

    static final int OTHER_SLOT = 3;

    static final int BAR0 = 0x10;
    static final int BAR2 = 0x18;

    private static final int COMMAND = 0x04;

    final Machine machine;
    final CpuBus bus;

    AdapterPc(PluginCatalog catalog, Map<String, String> settings) {
        machine =
                Machine.builder()
                        .memory(RAM)
                        .catalog(catalog)
                        .device("display", settings)
                        .device("display", Map.of())
                        .build();
        bus = machine.cpu();
    }

    private int select(int slot, int register) {
        bus.out32(0xcf8, 0x8000_0000 | slot << 11 | register);
        return 0xcfc;
    }

    int config(int slot, int register) {
        return bus.in32(select(slot, register));
    }

    void config(int slot, int register, int value) {
        bus.out32(select(slot, register), value);
    }

    void command(int slot, int value) {
        bus.out16(select(slot, COMMAND), value);
    }

    @Override
    public void close() {
        machine.close();
    }
}
