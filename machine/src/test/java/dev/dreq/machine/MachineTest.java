package dev.dreq.machine;

import static dev.dreq.plugin.isa.IsaClaim.irq;
import static dev.dreq.plugin.isa.IsaClaim.ports;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.Handlers.Recorder;
import dev.dreq.machine.io.Window;
import dev.dreq.machine.memory.Region;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.MediaHolder;
import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineTest {

    private static final class Holder extends TestCard.Idle implements MediaHolder {
        private final List<String> log;

        Holder(List<String> log) {
            this.log = log;
        }

        @Override
        public List<MediaDrive> drives() {
            return List.of();
        }

        @Override
        public void close() {
            log.add("closed");
        }
    }

    @Test
    void memoryIsLaidOutLikeAPcs() {
        Machine machine = Machine.builder().memory(4L << 30).build();
        CpuBus bus = machine.bus();
        assertEquals(
                List.of(
                        new RamRange(0, 0xa0000),
                        new RamRange(0x100000, 0xbff00000L),
                        new RamRange(1L << 32, 1L << 30)),
                bus.ramRanges());
        for (RamRange range : bus.ramRanges()) {
            bus.store64(range.start(), 0x1122334455667788L);
            bus.store64(range.end() - 8, 0x1122334455667788L);
            assertEquals(0x1122334455667788L, bus.load64(range.start()));
            assertEquals(0x1122334455667788L, bus.load64(range.end() - 8));
        }
        for (long nothing : new long[] {0xa0000, 0xffff8, 3L << 30, 0xfffffff8L, 5L << 30}) {
            bus.store64(nothing, -1);
            assertEquals(0, bus.load64(nothing), Long.toHexString(nothing));
        }
        bus.store64(0x9fffc, -1);
        assertEquals(0xffffffffL, bus.load64(0x9fffc), "the upper half is nobody's");
    }

    @Test
    void scalarsComeBackInTheirWidths() {
        CpuBus bus = Machine.builder().memory(1 << 20).build().bus();
        bus.store32(0x1001, 0x88ff7766);
        assertEquals(0x66, bus.load8(0x1001));
        assertEquals(0x88ff, bus.load16(0x1003));
        assertEquals(0x88ff7766, bus.load32(0x1001));
        assertEquals(0x88ff7766L, bus.load64(0x1001));
        assertEquals(0xffffffff, bus.in32(0x1234));
        assertEquals(0xff, bus.in8(0xffff));
    }

    @Test
    void rangesAreMovedFilledAndCopied() {
        CpuBus bus = Machine.builder().memory(1 << 20).build().bus();
        bus.write(0x9fffe, new byte[] {9, 1, 2, 3, 4, 9}, 1, 4);
        byte[] read = new byte[6];
        bus.read(0x9fffe, read, 1, 4);
        assertArrayEquals(new byte[] {0, 1, 2, 0, 0, 0}, read);
        bus.fill(0x1000, 0x2000, 0x1a5);
        assertEquals(0xa5a5a5a5, bus.load32(0x2ffc));
        assertEquals(0, bus.load32(0x3000));
        bus.store32(0x1000, 0x44332211);
        bus.copy(0x1001, 0x1000, 0x1000);
        assertEquals(0x33221111, bus.load32(0x1000));
        assertThrows(IllegalArgumentException.class, () -> bus.fill(0, -1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> bus.read(0, read, 4, 4));
    }

    @Test
    void rangesReachRegistersByTheLargestAlignedAccesses() {
        Machine machine = Machine.builder().memory(1 << 20).build();
        Recorder registers = new Recorder("d", 0x20, new AccessSizes(1, 4, 4));
        Window window =
                new Window(
                        "w", 0xa0000, 0x20, registers, machine.parts().enclosure("d0"), Trace.OFF);
        machine.parts().memory.add(List.of(Region.device(window, 1)));
        machine.cpu().write(0xa0001, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 0, 8);
        assertEquals(
                List.of("d w1@1=1", "d w2@2=302", "d w4@4=7060504", "d w1@8=8"), registers.log);
        assertEquals(100, machine.now());
        machine.bus().copy(0x1000, 0xa0000, 0x10);
        assertEquals(0x07060504, machine.bus().load32(0x1004));
        machine.bus().copy(0xa0010, 0x1000, 0x10);
        assertEquals(0x07060504, machine.bus().load32(0xa0014));
        machine.bus().fill(0xa0000, 0x20, 0xee);
        assertEquals((byte) 0xee, registers.bytes[0x1f]);
        assertEquals(-1, machine.bus().load64(0xa0000), "no access of eight bytes is for it");
        machine.cpu().load32(0xa0000);
        assertEquals(200, machine.now());
    }

    @Test
    void aBigMachineStartsAsFastAsASmallOne() {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    for (int i = 0; i < 20; i++) {
                        try (Machine machine = Machine.builder().memory(1L << 40).build()) {
                            machine.bus().store8((1L << 40) - 1, 1);
                            assertEquals(1, machine.bus().load8((1L << 40) - 1));
                        }
                    }
                });
    }

    @Test
    void impossibleMemoryIsRefusedSayingWhatIsPossible() {
        for (long size : new long[] {0, -1, (1 << 20) - 4096, (1L << 40) + 4096, (1 << 20) + 1}) {
            Machine.Builder builder = Machine.builder().memory(size);
            String message =
                    assertThrows(ConfigurationException.class, builder::build).getMessage();
            assertTrue(message.contains(size + " bytes") && message.contains("1M..1T"), message);
        }
    }

    @Test
    void resetDropsWiresAndTimersAndResetsTheDevices() {
        List<String> log = new ArrayList<>();
        Machine machine =
                TestCard.machine(
                        TestCard.making(
                                "card",
                                (settings, slot) -> {
                                    Timer timer = slot.clock().timer("t", () -> log.add("timer"));
                                    slot.map(
                                            "io",
                                            Handlers.onWrite(
                                                    v -> {
                                                        slot.irq("irq").set(true);
                                                        timer.armIn(10);
                                                    }));
                                    return new TestCard.Idle() {
                                        @Override
                                        public void reset() {
                                            log.add("reset");
                                        }
                                    };
                                },
                                ports("io", 1, 0x300),
                                irq("irq", 3)));
        machine.bus().listen(3, n -> log.add("rise"));
        machine.bus().out8(0x300, 0);
        machine.bus().store8(0, 1);
        machine.reset();
        assertFalse(machine.bus().interruptLevel(3));
        machine.advance(100);
        assertEquals(1, machine.bus().load8(0), "memory stays");
        machine.bus().out8(0x300, 0);
        assertEquals(List.of("rise", "reset", "rise"), log);
    }

    @Test
    void aDeviceTellsItsRegistersByPort() {
        RegisterBlock block =
                RegisterBlock.of(
                        8,
                        AccessSizes.BYTES,
                        Register.named("DOR", 2, 1).reset(0x0c),
                        Register.named("MSR", 4, 1).readOnly());
        Machine machine =
                TestCard.machine(
                        TestCard.of("card", slot -> slot.map("io", block), ports("io", 8, 0x3f0)));
        List<DeviceNode.PortRegister> registers = machine.devices().get(0).registers();
        assertEquals(
                List.of("DOR@3f2", "MSR@3f4"),
                registers.stream()
                        .map(r -> "%s@%x".formatted(r.register().name(), r.port()))
                        .toList());
        machine.bus().out8(0x3f2, 0x1c);
        assertEquals(0x1c, registers.get(0).register().get());
    }

    @Test
    void anAbilityIsFoundByDeviceAndKind() {
        List<String> log = new ArrayList<>();
        Machine machine = TestCard.machine(TestCard.making("card", (s, slot) -> new Holder(log)));
        assertTrue(machine.ability("card0", MediaHolder.class).isPresent());
        assertEquals(Optional.empty(), machine.ability("card0", MediaDrive.class));
        assertEquals(Optional.empty(), machine.ability("card1", MediaHolder.class));
        machine.close();
        machine.close();
        assertEquals(List.of("closed"), log, "once");
        assertEquals(Optional.empty(), machine.ability("card0", MediaHolder.class));
    }

    @Test
    void aClosedMachineIsEmptyAndHarmless() {
        Machine machine =
                TestCard.machine(
                        TestCard.of(
                                "card",
                                slot -> slot.map("io", Handlers.of(() -> 1, v -> {})),
                                ports("io", 1, 0x300)));
        machine.bus().store32(0, -1);
        assertEquals(1, machine.bus().in8(0x300));
        machine.close();
        assertEquals(0xff, machine.bus().in8(0x300));
        machine.bus().load32(0);
        machine.bus().idle(100);
    }

    @Test
    void theBusHasADmaWatchAndNoCache() {
        Machine machine = Machine.builder().memory(1 << 20).build();
        assertEquals(Optional.empty(), machine.bus().capability(CacheControl.class));
        assertEquals(24, machine.bus().interruptInputs());
    }

    @Test
    void theTraceSeesRegistersInterruptsAndFaults() {
        List<String> seen = new ArrayList<>();
        Trace trace =
                new Trace() {
                    @Override
                    public void registerWrite(
                            String device,
                            String window,
                            String register,
                            long offset,
                            int size,
                            long value) {
                        seen.add("%s/%s %x <- %x".formatted(device, window, offset, value));
                    }

                    @Override
                    public void interrupt(String device, int input, boolean level) {
                        seen.add("irq %d %s".formatted(input, level));
                    }

                    @Override
                    public void fault(String device, Throwable reason) {
                        seen.add(device + " " + reason.getMessage());
                    }
                };
        TestCard card =
                TestCard.of(
                        "card",
                        slot ->
                                slot.map(
                                        "io",
                                        Handlers.onWrite(
                                                v -> {
                                                    slot.irq("irq").set(true);
                                                    throw new IllegalStateException("bug");
                                                })),
                        ports("io", 2, 0x300),
                        irq("irq", 4));
        Machine machine =
                Machine.builder()
                        .catalog(PluginCatalog.of(card))
                        .device("card", Map.of())
                        .trace(trace)
                        .build();
        machine.bus().out8(0x301, 7);
        assertEquals(List.of("card0/io 1 <- 7", "card0 bug", "irq 4 true", "irq 4 false"), seen);
    }
}
