package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.MASTER;
import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static dev.dreq.machine.pci.ConfigCycles.STATUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.Handlers;
import dev.dreq.machine.Machine;
import dev.dreq.machine.Trace;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.DmaWatch;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionMasterTest {

    private static final long TOP = 16 << 20;
    private static final int VRAM = 1 << 20;

    private final List<PciSlot> slots = new ArrayList<>();
    private final List<String> traced = new ArrayList<>();
    private final Trace trace =
            new Trace() {
                @Override
                public void dma(
                        String device,
                        int channel,
                        long address,
                        int length,
                        DmaDirection direction,
                        int moved,
                        BusStatus status) {
                    traced.add("%s %x+%d %s".formatted(device, address, length, status));
                }
            };
    private Runnable onWrite = () -> {};
    private final Machine machine = PciCard.machine(trace, card("one"), card("two"));
    private final CpuBus bus = machine.bus();
    private final ConfigCycles config = new ConfigCycles(bus);
    private final AddressSpace memory = slots.get(0).busMaster();

    private PciCard card(String type) {
        return new PciCard(
                type,
                PciCard.function(
                        new PciBar(0, PciBar.Kind.PREFETCHABLE, VRAM),
                        new PciBar(1, PciBar.Kind.MEMORY, 4096)),
                slot -> {
                    slots.add(slot);
                    slot.mapMemory(0);
                    slot.map(1, Handlers.onWrite(value -> onWrite.run()));
                });
    }

    /** Slot 2 has memory at E0000000 and registers at E0800000, slot 3 at E0100000 and E0900000. */
    @BeforeEach
    void place() {
        config.bar(2, 0, 0xe000_0000L);
        config.bar(2, 1, 0xe080_0000L);
        config.bar(3, 0, 0xe010_0000L);
        config.bar(3, 1, 0xe090_0000L);
        config.command(2, MEMORY | MASTER);
        config.command(3, MEMORY);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void nothingMovesWhileBusMasterEnableIsClear() {
        config.command(2, MEMORY);
        bus.store32(0x1000, 0x0102_0304);
        ByteBuffer target = ByteBuffer.allocate(4);
        assertEquals(BusStatus.DISABLED, memory.read(0x1000, target));
        assertEquals(BusStatus.DISABLED, memory.write(0x1000, ByteBuffer.allocate(4)));
        assertEquals(0, target.position());
        assertEquals(0x0102_0304, bus.load32(0x1000));
        assertEquals(0x10, config.read16(2, STATUS), "it was not on the bus");
        config.command(2, MASTER);
        assertEquals(BusStatus.OK, memory.read(0x1000, target), "memory decode is another thing");
        assertEquals(4, target.get(0));
        assertEquals(
                List.of("one0 1000+4 DISABLED", "one0 1000+4 DISABLED", "one0 1000+4 OK"), traced);
    }

    @ParameterizedTest(name = "{1} at {0}, {2} of 64 bytes moved, status {3}")
    @CsvSource({
        "1000, OK, 64, 10",
        "fffff0, UNASSIGNED, 16, 2010", // across the top of RAM
        "1000000, UNASSIGNED, 0, 2010",
        "9ffe0, UNASSIGNED, 32, 2010",
        "e0000000, NOT_MEMORY, 0, 1010", // its own memory
        "e00fffe0, NOT_MEMORY, 0, 1010",
        "dfffffe0, UNASSIGNED, 0, 2010",
        "e0800000, NOT_MEMORY, 0, 1010", // its own registers
        "e0100000, NOT_MEMORY, 0, 1010", // another's memory
        "e0900000, NOT_MEMORY, 0, 1010", // another's registers
        "fee00000, NOT_MEMORY, 0, 1010", // interrupt messages
        "feefffff, NOT_MEMORY, 0, 1010",
        "ffffffffffffffe0, UNASSIGNED, 0, 2010",
        "7fffffffffffffe0, UNASSIGNED, 0, 2010",
    })
    void theStatusSaysHowFarItCameAndWhy(
            String address, BusStatus expected, int moved, String status) {
        ByteBuffer source = ByteBuffer.allocate(64);
        long at = Long.parseUnsignedLong(address, 16);
        assertEquals(expected, memory.write(at, source));
        assertEquals(moved, source.position());
        ByteBuffer target = ByteBuffer.allocate(64);
        assertEquals(expected, memory.read(at, target));
        assertEquals(moved, target.position());
        assertEquals(Integer.parseInt(status, 16), config.read16(2, STATUS));
        config.write16(2, STATUS, 0xffff);
        assertEquals(0x10, config.read16(2, STATUS), "a one written clears");
    }

    @Test
    void aWindowUnderRamDoesNotStopDmaToRam() {
        config.bar(2, 0, 0x10_0000);
        config.bar(3, 1, 0x20_0000);
        assertEquals(BusStatus.OK, memory.write(0x10_0000, ByteBuffer.allocate(64)));
        assertEquals(BusStatus.OK, memory.write(0x20_0000, ByteBuffer.allocate(64)));
    }

    @Test
    void aWatcherRefusesByNameAndTheFunctionSeesATargetAbort() {
        List<String> asked = new ArrayList<>();
        bus.capability(DmaWatch.class)
                .orElseThrow()
                .watch(
                        (device, address, length, direction) -> {
                            asked.add("%s %x+%d %s".formatted(device, address, length, direction));
                            return false;
                        });
        assertEquals(BusStatus.REFUSED, memory.read(0x1000, ByteBuffer.allocate(8)));
        assertEquals(List.of("one0 1000+8 FROM_MEMORY"), asked);
        assertEquals(0x1010, config.read16(2, STATUS));
        config.command(2, 0);
        memory.read(0x1000, ByteBuffer.allocate(8));
        assertEquals(1, asked.size(), "a disabled master asks nobody");
    }

    @Test
    void dmaWithinARegisterWriteCountsAgainstTheTurn() {
        List<Integer> steps = new ArrayList<>();
        Timer timer =
                slots.get(0)
                        .clock()
                        .timer(
                                "step",
                                () -> {
                                    steps.add(steps.size());
                                    memory.write(0x10_0000, ByteBuffer.allocate(1 << 20));
                                });
        Timer[] again = new Timer[1];
        again[0] =
                slots.get(0)
                        .clock()
                        .timer(
                                "again",
                                () -> {
                                    timer.armIn(0);
                                    again[0].armIn(0);
                                });
        onWrite = () -> again[0].armIn(0);
        bus.store8(0xe080_0000L, 1);
        assertTrue(steps.size() >= 64 && steps.size() <= 65, "steps in one turn: " + steps.size());
    }

    @Test
    void theTopOfRamIsReached() {
        ByteBuffer bytes = ByteBuffer.allocate(8).putLong(0, 0x0102_0304_0506_0708L);
        assertEquals(BusStatus.OK, memory.write(TOP - 8, bytes));
        assertEquals(0x0807_0605_0403_0201L, bus.load64(TOP - 8));
    }
}
