package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.IO;
import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.dreq.machine.Handlers.Recorder;
import dev.dreq.machine.Machine;
import dev.dreq.machine.TestCard;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BaseAddressTest {

    private static final long HERE = 0xe000_0000L;
    private static final long THERE = 0xe010_0000L;
    private static final int VRAM = 1 << 20;

    private final Recorder registers = new Recorder("a", 4096, AccessSizes.ANY);
    private final Recorder ports = new Recorder("io", 16, AccessSizes.BYTES);
    private final Recorder far = new Recorder("far", 4096, new AccessSizes(4, 4, 4));
    private final Recorder isa = new Recorder("isa", 64, AccessSizes.BYTES);
    private final AtomicReference<ByteBuffer> vram = new AtomicReference<>();

    /** Slot 2: BAR 0 registers, 1 ports, 2 memory of its own, 4 registers of 64 bits. */
    private final PciCard first =
            new PciCard(
                    "first",
                    PciCard.function(
                            new PciBar(0, PciBar.Kind.MEMORY, 4096),
                            new PciBar(1, PciBar.Kind.IO, 16),
                            new PciBar(2, PciBar.Kind.PREFETCHABLE, VRAM),
                            new PciBar(4, PciBar.Kind.PREFETCHABLE_64, 4096)),
                    this::connect);

    /** Slot 3: BAR 0, behind which nobody answers, and ports. */
    private final PciCard second =
            new PciCard(
                    "second",
                    PciCard.function(
                            new PciBar(0, PciBar.Kind.MEMORY, 8192),
                            new PciBar(1, PciBar.Kind.IO, 4)),
                    slot -> {});

    private final TestCard card =
            TestCard.of("card", slot -> slot.map("io", isa), IsaClaim.ports("io", 64, 0x300));

    private final Machine machine = PciCard.machine(first, second, card);
    private final CpuBus bus = machine.bus();
    private final ConfigCycles config = new ConfigCycles(bus);

    private void connect(PciSlot slot) {
        slot.map(0, registers);
        slot.map(1, ports);
        vram.set(slot.mapMemory(2));
        slot.map(4, far);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void place(long address) {
        config.bar(2, 0, address);
        config.command(2, MEMORY);
        registers.log.clear();
    }

    @Test
    void aWindowIsThereOnlyWhileItsDecodeIsOn() {
        config.bar(2, 0, HERE);
        config.bar(2, 1, 0xc000);
        assertEquals(0, bus.load32(HERE), "nobody answers");
        config.command(2, IO);
        assertEquals(0, bus.load32(HERE), "ports only");
        bus.out8(0xc005, 7);
        assertEquals(7, ports.bytes[5]);
        config.command(2, MEMORY);
        assertEquals(0xff, bus.in8(0xc005), "memory only");
        bus.store32(HERE + 8, 0x1234_5678);
        assertEquals(0x1234_5678, bus.load32(HERE + 8));
        config.command(2, 0);
        assertEquals(0, bus.load32(HERE + 8), "off again");
    }

    @Test
    void aWindowMovesAndLeavesNothingBehind() {
        place(HERE);
        bus.store32(HERE, 1);
        config.bar(2, 0, THERE);
        assertEquals(1, bus.load32(THERE));
        assertEquals(0, bus.load32(HERE));
        assertEquals(List.of("a w4@0=1", "a r4@0"), registers.log);
    }

    @Test
    void accessesHaveTheSizesThatTheWindowTakesAndItsBoundsAreKept() {
        config.bar(2, 4, HERE);
        config.command(2, MEMORY);
        far.bytes[0] = 1;
        far.bytes[4] = 2;
        assertEquals(0xff, bus.load8(HERE));
        assertEquals(0xffff, bus.load16(HERE));
        assertEquals(1, bus.load32(HERE));
        assertEquals(-1L, bus.load64(HERE), "wider than it takes");
        bus.store8(HERE, 9);
        assertEquals(1, bus.load32(HERE));
        place(HERE + 4096);
        registers.bytes[4095] = 3;
        assertEquals(0x0003, bus.load16(HERE + 8191), "the rest is nobody's");
        assertEquals(0x03, bus.load32(HERE + 8191));
        registers.bytes[0] = 4;
        config.bar(2, 4, THERE);
        assertEquals(0x0400, bus.load16(HERE + 4095), "it begins in nobody's");
    }

    @Test
    void atZeroAndWhereSizingLeavesItAWindowIsNowhere() {
        config.command(2, MEMORY | IO);
        config.bar(2, 1, 0);
        assertEquals(0xff, bus.in8(0), "ports 0-f would be the system's");
        config.bar(2, 1, 0xffff_fff0L);
        registers.bytes[0] = 5;
        config.bar(2, 0, 0xffff_ffffL);
        assertEquals(0, bus.load32(0xffff_f000L), "sized, not placed");
        config.bar(2, 0, 0xffff_e000L);
        assertEquals(5, bus.load32(0xffff_e000L), "the page below is a place");
        config.bar(2, 1, 0x1_0000);
        assertEquals(0xff, bus.in8(0), "ports end at ffff");
        config.bar(2, 1, 0xfff0);
        ports.bytes[15] = 6;
        assertEquals(6, bus.in8(0xffff));
    }

    @Test
    void a64BitWindowReachesAllAddressesThatAProcessorHas() {
        config.command(2, MEMORY);
        far.bytes[0] = 7;
        config.bar(2, 4, 0xffff_f000L);
        assertEquals(7, bus.load32(0xffff_f000L));
        config.bar(2, 5, 0xf_ffff);
        assertEquals(7, bus.load32(0xf_ffff_ffff_f000L));
        for (long high : new long[] {0x10_0000, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL}) {
            config.bar(2, 5, high);
            assertEquals(0, bus.load32(0xffff_f000L | high << 32), Long.toHexString(high));
        }
    }

    @Test
    void memoryOfTheMachineLiesAboveAWindow() {
        bus.store32(0x10_0000, 42);
        place(0x10_0000);
        bus.store32(0x10_0000, 43);
        assertEquals(43, bus.load32(0x10_0000));
        assertEquals(List.of(), registers.log);
        config.bar(2, 2, 0x100_0000 - VRAM / 2);
        config.bar(2, 2, 0xf0_0000);
        bus.fill(0xf0_0000, 2L << 20, 1);
        assertEquals(0, vram.get().get(0), "all of it under RAM");
        config.bar(2, 0, 0xa_0000);
        assertEquals(0, registers.bytes[0]);
        bus.store8(0xa_0000, 9);
        assertEquals(9, registers.bytes[0], "the hole for adapters is none of RAM's");
        config.command(2, 0);
        assertEquals(43, bus.load32(0x10_0000));
    }

    @Test
    void amongWindowsTheLowestSlotAndRegisterAreSeenWhateverCameFirst() {
        config.bar(3, 0, HERE);
        config.command(3, MEMORY);
        assertEquals(-1, bus.load32(HERE), "nobody answers behind it");
        place(HERE);
        assertEquals(0, bus.load32(HERE));
        assertEquals(-1, bus.load32(HERE + 4096));
        config.command(3, 0);
        config.command(3, MEMORY);
        assertEquals(0, bus.load32(HERE), "also when the other was placed later");
        config.bar(2, 2, HERE & -VRAM);
        bus.store32(HERE, 0x55);
        assertEquals(0x55, registers.bytes[0]);
        bus.store32(HERE + 4096, 0x66);
        assertEquals(0x66, vram.get().getInt(4096));
        config.command(2, 0);
        assertEquals(-1, bus.load32(HERE), "the other comes to light");
    }

    @Test
    void portsOfAWindowLieAboveIsaCardsAndBelowTheHostBridge() {
        config.bar(2, 1, 0x310);
        config.command(2, IO);
        isa.bytes[0xf] = 0x11;
        isa.bytes[0x20] = 0x22;
        ports.bytes[0] = 0x33;
        ports.bytes[15] = 0x44;
        assertEquals(0x3311, bus.in16(0x30f), "an access divided at the border");
        assertEquals(0x2244, bus.in16(0x31f));
        bus.out32(0x30e, 0x0403_0201);
        assertArrayEquals(new byte[] {1, 2}, new byte[] {isa.bytes[0xe], isa.bytes[0xf]});
        assertArrayEquals(new byte[] {3, 4}, new byte[] {ports.bytes[0], ports.bytes[1]});
        config.bar(3, 1, 0x314);
        config.command(3, IO);
        assertEquals(0, bus.in8(0x314), "the lower slot is seen");
        config.bar(2, 1, 0x0);
        assertEquals(0xff, bus.in8(0x314), "nobody answers behind it");
        isa.bytes[0x18] = 0x11;
        assertEquals(0x11ff, bus.in16(0x317), "behind it the ISA card");
        config.bar(2, 1, 0xcf0);
        assertEquals(0x1234, config.read16(2, 0), "software finds the way back");
        config.command(3, 0);
        config.command(2, 0);
        assertEquals(1, bus.in8(0x30e), "the ISA card is all there again");
        assertEquals(0, bus.in8(0x314));
    }

    @Test
    void memoryBehindAWindowIsSharedWithTheFunctionAndMovesWithItsRegister() {
        ByteBuffer own = vram.get();
        assertEquals(VRAM, own.capacity());
        assertSame(ByteOrder.LITTLE_ENDIAN, own.order());
        config.bar(2, 2, HERE);
        config.command(2, MEMORY);
        own.putInt(16, 0x0102_0304);
        assertEquals(0x0102_0304, bus.load32(HERE + 16));
        bus.store64(HERE + VRAM - 8, -2);
        assertEquals(-2, own.getLong(VRAM - 8));
        bus.fill(HERE + 0x100, 0x10000, 0x5a);
        bus.copy(0x20_0000, HERE, VRAM);
        assertEquals(0x5a, bus.load8(0x20_0100));
        config.bar(2, 2, THERE);
        assertEquals(0x5a, bus.load8(THERE + 0x100));
        assertEquals(0, bus.load8(HERE + 0x100));
        assertEquals(0, machine.now());
        machine.cpu().load32(THERE);
        assertEquals(0, machine.now(), "as fast as RAM");
    }

    @Test
    void aResetTakesAllWindowsAway() {
        place(HERE);
        config.bar(2, 1, 0xc000);
        config.command(2, MEMORY | IO);
        machine.reset();
        assertEquals(0, bus.load32(HERE));
        assertEquals(0xff, bus.in8(0xc000));
        assertEquals(0, config.read32(2, 0x10));
        assertEquals(1, config.read32(2, 0x14));
        config.command(2, MEMORY | IO);
        assertEquals(List.of(), registers.log);
    }
}
