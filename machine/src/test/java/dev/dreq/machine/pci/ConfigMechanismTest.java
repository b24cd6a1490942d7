package dev.dreq.machine.pci;

import static dev.dreq.plugin.pci.PciBar.Kind.IO;
import static dev.dreq.plugin.pci.PciBar.Kind.MEMORY;
import static dev.dreq.plugin.pci.PciBar.Kind.PREFETCHABLE;
import static dev.dreq.plugin.pci.PciBar.Kind.PREFETCHABLE_64;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.pci.PciBar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigMechanismTest {

    private final Machine machine =
            PciCard.machine(
                    new PciCard(
                            "plain",
                            PciCard.function(
                                    0,
                                    0,
                                    new PciBar(0, PREFETCHABLE, 16 << 20),
                                    new PciBar(2, MEMORY, 4096)),
                            slot -> {}),
                    new PciCard(
                            "full",
                            PciCard.function(
                                    3,
                                    1,
                                    new PciBar(0, PREFETCHABLE_64, 1L << 20),
                                    new PciBar(3, IO, 64)),
                            slot -> {}));
    private final CpuBus bus = machine.bus();
    private final ConfigCycles config = new ConfigCycles(bus);

    @AfterEach
    void close() {
        machine.close();
    }

    private int in(int size, int port) {
        return switch (size) {
            case 1 -> bus.in8(port);
            case 2 -> bus.in16(port);
            default -> bus.in32(port);
        };
    }

    @ParameterizedTest(name = "CF8 = {0}: {1} bytes at {2} are {3}")
    @CsvSource({
        // as measured on QEMU 7.2 with bochs-display in slot 2; its first bytes are 34 12 11 11
        "80001000, 1, cfc, 34",
        "80001000, 1, cfd, 12",
        "80001000, 1, cfe, 11",
        "80001000, 2, cfc, 1234",
        "80001000, 2, cfd, 1112",
        "80001000, 2, cfe, 1111",
        "80001000, 2, cff, ff11",
        "80001000, 4, cfc, 11111234",
        "80001000, 4, cfd, ff111112",
        "80001000, 4, cfe, ffff1111",
        "80001000, 4, cff, ffffff11",
        "80001001, 1, cfc, 12",
        "80001001, 1, cfd, 12",
        "80001001, 1, cfe, 11",
        "80001001, 2, cfc, 1112",
        "80001001, 2, cfd, 1112",
        "80001001, 2, cfe, 11",
        "80001001, 4, cfc, 111112",
        "80001001, 4, cfe, ffff0011",
        "80001002, 2, cfc, 1111",
        "80001002, 4, cfc, 1111",
        "80001002, 4, cfd, ff111111",
        "80001003, 1, cfc, 11",
        "80001003, 2, cfc, 11",
        "80001003, 2, cfd, 1111",
        "80001003, 4, cfe, ffff0011",
        // the end of configuration space
        "800010ff, 4, cfc, 0",
        "800010fc, 4, cfc, 0",
        "800010fe, 2, cff, ff00",
        // nobody there: slot 4, bus 1, function 1; bit 31 clear; reserved bits set
        "80002000, 4, cfc, ffffffff",
        "80002000, 1, cfc, ff",
        "80002000, 2, cfc, ffff",
        "80010000, 4, cfc, ffffffff",
        "80000100, 4, cfc, ffffffff",
        "0, 4, cfc, ffffffff",
        "ff000000, 4, cfc, 12378086",
        // the address port: a double word, or nobody
        "ffffffff, 4, cf8, ffffffff",
        "12345678, 4, cf8, 12345678",
        "12345678, 1, cf8, ff",
        "12345678, 2, cf8, ffff",
        "12345678, 1, cfb, ff",
        "80001000, 4, cfa, 1234ffff",
    })
    void readsAnswerAsMeasured(String address, int size, String port, String expected) {
        bus.out32(0xcf8, Integer.parseUnsignedInt(address, 16));
        assertEquals(expected, Integer.toHexString(in(size, Integer.parseInt(port, 16))));
    }

    @Test
    void onlyADoubleWordChangesTheAddress() {
        bus.out32(0xcf8, 0x8000_1000);
        bus.out8(0xcf8, 0x12);
        bus.out16(0xcf8, 0x1234);
        bus.out16(0xcfa, 0x1234);
        bus.out8(0xcfb, 0);
        assertEquals(0x8000_1000, bus.in32(0xcf8));
    }

    @ParameterizedTest(
            name = "slot {0}, register {1}: power-on {2}, after ones {3}, after zeros {4}")
    @CsvSource({
        // the host bridge and the ISA bridge
        "0, 00, 12378086, 12378086, 12378086",
        "0, 04, 0, 507, 0",
        "0, 08, 6000002, 6000002, 6000002",
        "0, 0c, 0, ff, 0",
        "0, 10, 0, 0, 0",
        "0, 2c, 11001af4, 11001af4, 11001af4",
        "0, 3c, 0, ff, 0",
        "0, 60, 0, 0, 0",
        "1, 00, 70008086, 70008086, 70008086",
        "1, 04, 2000000, 2000507, 2000000",
        "1, 08, 6010000, 6010000, 6010000",
        "1, 3c, 0, ff, 0",
        "1, 60, 80808080, 8f8f8f8f, 0",
        "1, 64, 0, 0, 0",
        // as bochs-display, but for its expansion ROM
        "2, 00, 11111234, 11111234, 11111234",
        "2, 04, 0, 507, 0",
        "2, 08, 3800002, 3800002, 3800002",
        "2, 0c, 0, ff, 0",
        "2, 10, 8, ff000008, 8",
        "2, 14, 0, 0, 0",
        "2, 18, 0, fffff000, 0",
        "2, 1c, 0, 0, 0",
        "2, 20, 0, 0, 0",
        "2, 24, 0, 0, 0",
        "2, 28, 0, 0, 0",
        "2, 2c, 11001af4, 11001af4, 11001af4",
        "2, 30, 0, 0, 0",
        "2, 34, 0, 0, 0",
        "2, 38, 0, 0, 0",
        "2, 3c, 0, ff, 0",
        "2, 40, 0, 0, 0",
        "2, fc, 0, 0, 0",
        // 64-bit memory, ports, a pin and MSI
        "3, 04, 100000, 100507, 100000",
        "3, 10, c, fff0000c, c",
        "3, 14, 0, ffffffff, 0",
        "3, 18, 0, 0, 0",
        "3, 1c, 1, ffffffc1, 1",
        "3, 34, 40, 40, 40",
        "3, 3c, 300, 3ff, 300",
        "3, 40, 800005, 810005, 800005",
        "3, 44, 0, fffffffc, 0",
        "3, 48, 0, ffffffff, 0",
        "3, 4c, 0, ffff, 0",
        "3, 50, 0, 0, 0",
    })
    void onlyWhatIsWritableIsWritten(
            int slot, String register, String powerOn, String ones, String zeros) {
        int at = Integer.parseInt(register, 16);
        assertEquals(powerOn, Integer.toHexString(config.read32(slot, at)));
        config.write32(slot, at, -1);
        assertEquals(ones, Integer.toHexString(config.read32(slot, at)));
        config.write32(slot, at, 0);
        assertEquals(zeros, Integer.toHexString(config.read32(slot, at)));
        config.write32(slot, at, -1);
        machine.reset();
        assertEquals(powerOn, Integer.toHexString(config.read32(slot, at)), "after a reset");
    }

    @Test
    void bytesAndWordsAreWrittenOnTheirOwn() {
        config.write8(2, 0x13, 0xe1);
        assertEquals(0xe100_0008, config.read32(2, 0x10));
        config.write16(2, 0x12, 0xd000);
        assertEquals(0xd000_0008, config.read32(2, 0x10));
        config.write8(2, 0x3c, 11);
        assertEquals(11, config.read16(2, 0x3c), "the pin stays");
        bus.out32(0xcf8, 0x8000_10ff);
        bus.out32(0xcfc, -1); // runs off the end
        assertEquals(0x1111_1234, config.read32(2, 0), "and does not come round");
    }

    @Test
    void aResetForgetsTheAddress() {
        bus.out32(0xcf8, 0x8000_1000);
        machine.reset();
        assertEquals(0, bus.in32(0xcf8));
        assertEquals(-1, bus.in32(0xcfc));
    }

    @Test
    void theCapabilityListHasMsiAndEnds() {
        int at = config.read8(3, 0x34);
        assertEquals(0x40, at);
        assertEquals(0x05, config.read8(3, at));
        assertEquals(0, config.read8(3, at + 1));
        assertEquals(0x10, config.read16(3, ConfigCycles.STATUS));
        assertEquals(0, config.read16(2, ConfigCycles.STATUS), "no list, no bit");
    }

    @Test
    void aMachineWithoutPciHasNoSuchPorts() {
        try (Machine isa = Machine.builder().memory(1 << 20).pci(false).build()) {
            isa.bus().out32(0xcf8, 0x8000_0000);
            assertEquals(-1, isa.bus().in32(0xcf8));
            assertEquals(-1, isa.bus().in32(0xcfc));
        }
    }
}
