package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.IO;
import static dev.dreq.machine.pci.ConfigCycles.MASTER;
import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.Handlers;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileGuestTest {

    private static final long HERE = 0xe000_0000L;
    private static final long VRAM = 0xe010_0000L;

    private final List<PciSlot> slots = new ArrayList<>();
    private Runnable onAccess = () -> {};
    private Runnable onTimer = () -> {};
    private final List<Timer> timers = new ArrayList<>();
    private final Machine machine = PciCard.machine(card("one"), card("two"), card("three"));
    private final CpuBus bus = machine.bus();
    private final ConfigCycles config = new ConfigCycles(bus);

    private PciCard card(String type) {
        return new PciCard(
                type,
                PciCard.function(
                        new PciBar(0, PciBar.Kind.MEMORY, 4096),
                        new PciBar(1, PciBar.Kind.IO, 16),
                        new PciBar(2, PciBar.Kind.PREFETCHABLE, 1 << 20),
                        new PciBar(4, PciBar.Kind.PREFETCHABLE_64, 1 << 16)),
                slot -> {
                    slots.add(slot);
                    IoHandler handler = handler(slot);
                    slot.map(0, handler);
                    slot.map(1, handler);
                    slot.mapMemory(2);
                    slot.map(4, handler);
                    timers.add(slot.clock().timer("t", () -> onTimer.run()));
                });
    }

    /** Whatever is written interrupts, aborts and does DMA to the address written. */
    private IoHandler handler(PciSlot slot) {
        return new IoHandler() {
            @Override
            public long read(long offset, int size) {
                onAccess.run();
                slot.interrupt().set((offset & 1) != 0);
                return 0;
            }

            @Override
            public void write(long offset, int size, long value) {
                onAccess.run();
                slot.interrupt().set((value & 1) != 0);
                slot.busMaster().write(value, ByteBuffer.allocate(64));
                slot.busMaster().read(value, ByteBuffer.allocate(64));
                if ((value & 2) != 0) {
                    slot.targetAbort();
                }
            }

            @Override
            public AccessSizes accessSizes() {
                return AccessSizes.ANY;
            }
        };
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void place() {
        config.bar(2, 0, HERE);
        config.bar(2, 1, 0xc000);
        config.bar(2, 2, VRAM);
        config.command(2, IO | MEMORY | MASTER);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aStormOfConfigurationWritesAndAccessesThrowsNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] interesting = {0, -1, 7, 0xe000_0000, 0xfee0_0000, 0x10_0000, 0xfff0, 0xcf8, 0xffff};
        long[] addresses = {0, HERE, VRAM, 0xfee0_0000L, 0xffff_f000L, 0x10_0000, -8, 1L << 51};
        for (int i = 0; i < 3000; i++) {
            int value =
                    random.nextBoolean()
                            ? interesting[random.nextInt(interesting.length)]
                            : random.nextInt();
            long address = addresses[random.nextInt(addresses.length)] + random.nextInt(16);
            switch (random.nextInt(8)) {
                case 0 -> bus.out32(0xcf8, 0x8000_0000 | random.nextInt(0x2800));
                case 1 -> config.write32(random.nextInt(5), random.nextInt(0x50), value);
                case 2 -> bus.out16(0xcf8 + random.nextInt(8), value);
                case 3 -> bus.in32(0xcf4 + random.nextInt(16));
                case 4 -> bus.store64(address, value);
                case 5 -> bus.load32(address);
                case 6 -> bus.out32(random.nextInt(0x10000), value);
                default -> config.command(2 + random.nextInt(3), random.nextInt(8));
            }
        }
        machine.devices().forEach(node -> assertTrue(node.fault().isEmpty(), () -> "seed " + seed));
        machine.reset();
        assertEquals(0x1237_8086, config.read32(0, 0), () -> "seed " + seed);
    }

    @Test
    void dmaIntoOnesOwnRegistersIsRefusedAndNeverNests() {
        place();
        List<BusStatus> answers = new ArrayList<>();
        int[] depth = {0};
        onAccess =
                () -> {
                    depth[0]++;
                    assertEquals(1, depth[0]);
                    ByteBuffer word = ByteBuffer.allocate(4);
                    answers.add(slots.get(0).busMaster().write(HERE, word));
                    answers.add(slots.get(0).busMaster().read(VRAM, word));
                    depth[0]--;
                };
        bus.store32(HERE, 0);
        assertEquals(List.of(BusStatus.NOT_MEMORY, BusStatus.NOT_MEMORY), answers);
        assertTrue(machine.devices().get(0).fault().isEmpty());
    }

    @Test
    void decodeSwitchedOffBetweenTheStepsOfATransferTakesOnlyTheWindowAway() {
        place();
        onTimer =
                () ->
                        slots.get(0)
                                .busMaster()
                                .write(0x10_0000, ByteBuffer.allocate(64).put(0, (byte) 1));
        timers.get(0).armIn(100);
        config.command(2, MASTER);
        machine.advance(100);
        assertEquals(1, bus.load8(0x10_0000));
        timers.get(0).armIn(100);
        bus.store8(0x10_0000, 0);
        config.command(2, MEMORY);
        machine.advance(100);
        assertEquals(0, bus.load8(0x10_0000), "bus mastering switched off between the steps");
    }

    @Test
    void aWindowMovedOverTheTargetOfATransferDoesNotCatchIt() {
        place();
        bus.fill(0x10_0000, 64, 0);
        config.bar(2, 2, 0x10_0000);
        assertEquals(
                BusStatus.OK,
                slots.get(0)
                        .busMaster()
                        .write(0x10_0000, ByteBuffer.allocate(64).put(0, (byte) 9)));
        assertEquals(9, bus.load8(0x10_0000));
        config.bar(2, 2, VRAM);
        assertEquals(0, bus.load8(VRAM));
    }

    @Test
    void aFunctionThatThrowsFloatsAndItsConfigurationSpaceStillAnswers() {
        place();
        config.route(0x80, 5, 0x80, 0x80);
        slots.get(0).interrupt().set(true);
        bus.store32(VRAM, 5);
        assertTrue(bus.interruptLevel(5));
        timers.get(0).armIn(10);
        onAccess =
                () -> {
                    throw new IllegalStateException("the function's bug");
                };
        assertEquals(-1, bus.load32(HERE));
        onAccess = () -> {};
        assertTrue(machine.devices().get(0).fault().isPresent());
        assertFalse(bus.interruptLevel(5));
        assertEquals(-1, bus.load32(HERE));
        assertEquals(-1, bus.load32(VRAM), "memory of its own floats, too");
        assertEquals(0xff, bus.in8(0xc000));
        bus.store32(VRAM, 6);
        assertEquals(0x1111_1234, config.read32(2, 0));
        slots.get(0).interrupt().set(true);
        assertFalse(bus.interruptLevel(5));
        assertEquals(
                BusStatus.DISABLED,
                slots.get(0).busMaster().write(0x1000, ByteBuffer.allocate(4)),
                "no DMA of a dead function");
        assertEquals(Long.MAX_VALUE, machine.nextDeadline());
        config.bar(2, 0, HERE + 0x1000);
        assertEquals(0, bus.load32(HERE), "software can move what floats");
        assertEquals(-1, bus.load32(HERE + 0x1000));
        config.command(2, 0);
        assertEquals(0, bus.load32(HERE + 0x1000));
        config.bar(3, 0, HERE);
        config.command(3, MEMORY);
        assertEquals(0, bus.load32(HERE), "the others go on");
        assertTrue(machine.devices().get(1).fault().isEmpty());
    }

    @Test
    void aResetInTheMiddleOfATransferEndsIt() {
        place();
        onTimer =
                () ->
                        slots.get(0)
                                .busMaster()
                                .write(0x10_0000, ByteBuffer.allocate(64).put(0, (byte) 1));
        timers.get(0).armIn(100);
        machine.reset();
        machine.advance(1000);
        assertEquals(0, bus.load8(0x10_0000));
    }

    @Test
    void aStormOfInterruptsIsDeliveredInBoundedWork() {
        int[] rises = {0};
        bus.listen(5, number -> rises[0]++);
        config.route(5, 5, 5, 5);
        place();
        onAccess =
                () -> {
                    for (int i = 0; i < 100_000; i++) {
                        slots.get(0).interrupt().set((i & 1) == 0);
                    }
                };
        bus.store32(HERE, 0);
        assertTrue(rises[0] >= 1 && rises[0] <= 2, "rises: " + rises[0]);
        assertFalse(bus.interruptLevel(5));
        int[] messages = {0};
        bus.listenMessages(vector -> messages[0]++);
        config.messages(2, 0xfee0_0000L, 0x31);
        bus.store32(HERE, 0);
        assertEquals(1, messages[0]);
    }

    @Test
    void registersOfAnySizeAndAlignmentHaveADefinedAnswer() {
        place();
        for (int offset = -8; offset < 16; offset++) {
            bus.load8(HERE + offset);
            bus.load16(HERE + offset);
            bus.load32(HERE + offset);
            bus.load64(HERE + 4088 + offset);
            bus.store64(HERE + 4088 + offset, 0);
            bus.in32(0xc000 + offset);
            bus.out32(0xc000 + offset, 0);
        }
        byte[] all = new byte[3 * 4096 + 3];
        bus.read(HERE - 4097, all, 0, all.length);
        bus.write(HERE - 4097, all, 0, all.length);
        bus.fill(HERE - 1, 8192, 0);
        bus.copy(HERE + 1, HERE, 8192);
        assertTrue(machine.devices().get(0).fault().isEmpty());
    }

    @Test
    void aFunctionThatThrowsWhileItIsConnectedIsRefusedByName() {
        PciCard broken =
                new PciCard(
                        "broken",
                        PciCard.function(new PciBar(0, PciBar.Kind.MEMORY, 4096)),
                        slot -> {
                            slot.map(0, Handlers.onWrite(value -> {}));
                            throw new IllegalStateException("no luck");
                        });
        RuntimeException refused =
                assertThrows(ConfigurationException.class, () -> PciCard.machine(broken));
        assertEquals(
                "broken0: java.lang.IllegalStateException: no luck (device type broken, built in)",
                refused.getMessage());
    }
}
