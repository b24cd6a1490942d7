package dev.dreq.machine;

import static dev.dreq.plugin.isa.IsaClaim.dma;
import static dev.dreq.plugin.isa.IsaClaim.dmaControl;
import static dev.dreq.plugin.isa.IsaClaim.ports;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.Handlers.Recorder;
import dev.dreq.machine.io.Window;
import dev.dreq.machine.memory.Region;
import dev.dreq.plugin.cpu.DmaWatch;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.AccessSizes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DmaTest {

    private static final int MIB = 1 << 20;

    private final List<String> log = new ArrayList<>();
    private DmaBackplane backplane;
    private DmaChannel channel;
    private DmaController controller =
            (number, level) -> log.add("dreq %d %s".formatted(number, level));
    private DmaSlave slave = burst -> burst.length();
    private Runnable onWrite = () -> {};

    private final Machine machine =
            TestCard.machine(
                    TestCard.of(
                            "dmac",
                            slot ->
                                    backplane =
                                            slot.provideDma(
                                                    (n, on) -> controller.requestChanged(n, on)),
                            dmaControl()),
                    TestCard.of(
                            "card",
                            slot -> {
                                channel = slot.dma("data", burst -> slave.transfer(burst));
                                slot.map("io", Handlers.onWrite(value -> onWrite.run()));
                            },
                            dma("data", 5),
                            ports("io", 1, 0x300)));

    /** A burst that keeps what it is given. */
    private static final class Offer implements DmaBurst {
        private final int length;
        private final ByteBuffer given;

        Offer(int length) {
            this.length = length;
            this.given = ByteBuffer.allocate(length);
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public boolean terminalCount() {
            return true;
        }

        @Override
        public DmaDirection direction() {
            return DmaDirection.TO_MEMORY;
        }

        @Override
        public void give(ByteBuffer source) {
            given.put(source);
        }

        @Override
        public void take(ByteBuffer target) {
            throw new IllegalStateException("the controller's bug");
        }
    }

    private void write() {
        machine.bus().out8(0x300, 0);
    }

    @Test
    void theLevelIsSeenAtOnceAndTheControllerIsToldAfterTheHandler() {
        onWrite =
                () -> {
                    channel.request(true);
                    log.add("requested " + backplane.requested(5));
                };
        write();
        assertEquals(List.of("requested true", "dreq 5 true"), log);
        write();
        assertEquals(3, log.size(), "no change, no signal");
    }

    @Test
    void aPulseIsToldOnceWithTheLevelThatIsLeft() {
        onWrite =
                () -> {
                    for (int i = 0; i < 100_000; i++) {
                        channel.request(i % 2 == 0);
                    }
                };
        write();
        assertEquals(List.of("dreq 5 false"), log);
    }

    @Test
    void acknowledgeMovesBytesBetweenSlaveAndController() {
        slave =
                burst -> {
                    burst.give(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
                    log.add("tc " + burst.terminalCount());
                    return 4;
                };
        Offer offer = new Offer(4);
        assertEquals(4, backplane.acknowledge(5, offer));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, offer.given.array());
        assertEquals(0, backplane.acknowledge(1, offer), "nobody there");
        assertEquals(List.of("tc true"), log);
    }

    @Test
    void aShortTransferLetsDreqFallUnlessTheSlaveRaisedItAgain() {
        onWrite = () -> channel.request(true);
        write();
        slave = burst -> 2;
        onWrite = () -> backplane.acknowledge(5, new Offer(4));
        write();
        assertFalse(backplane.requested(5));
        assertEquals(List.of("dreq 5 true", "dreq 5 false"), log);

        slave =
                burst -> {
                    channel.request(true);
                    return 2;
                };
        write();
        assertTrue(backplane.requested(5));
        assertEquals("dreq 5 true", log.get(2));
    }

    @Test
    void aSlaveThatAnswersNonsenseIsFaultedAndMovesNothing() {
        for (int answer : new int[] {-1, 5, 3}) {
            DmaTest fresh = new DmaTest();
            fresh.slave = burst -> answer;
            assertEquals(0, fresh.backplane.acknowledge(5, new Offer(4)), "answer " + answer);
            assertTrue(fresh.machine.device("card0").orElseThrow().fault().isPresent());
            assertEquals(0, fresh.backplane.acknowledge(5, new Offer(4)));
        }
    }

    @Test
    void whatTheControllerThrowsInABurstIsTheControllersFault() {
        slave =
                burst -> {
                    burst.take(ByteBuffer.allocate(4));
                    return 4;
                };
        backplane.acknowledge(5, new Offer(4));
        assertTrue(machine.device("dmac0").orElseThrow().fault().isPresent());
        assertTrue(machine.device("card0").orElseThrow().fault().isEmpty());
    }

    @Test
    void aBurstKeptBeyondItsTransferIsRefused() {
        DmaBurst[] kept = new DmaBurst[1];
        slave =
                burst -> {
                    kept[0] = burst;
                    return 4;
                };
        backplane.acknowledge(5, new Offer(4));
        assertThrows(IllegalStateException.class, () -> kept[0].give(ByteBuffer.allocate(1)));
    }

    @Test
    void aSlaveIsNotAcknowledgedFromWithinItsOwnTransfer() {
        slave =
                burst -> {
                    log.add("inner " + backplane.acknowledge(5, new Offer(2)));
                    return 4;
                };
        assertEquals(4, backplane.acknowledge(5, new Offer(4)));
        assertEquals(List.of("inner 0"), log);
    }

    @Test
    void memoryMovesUpToTheFirstByteThatIsNone() {
        machine.bus().store32(0x9fffc, 0x44332211);
        ByteBuffer buffer = ByteBuffer.allocate(16);
        assertEquals(BusStatus.UNASSIGNED, backplane.memory(5).read(0x9fffc, buffer));
        assertEquals(4, buffer.position());
        assertEquals(0x11223344, buffer.getInt(0));
        ByteBuffer source = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
        assertEquals(BusStatus.UNASSIGNED, backplane.memory(5).write(0x9fffe, source));
        assertEquals(2, source.position());
        assertEquals(0x02012211, machine.bus().load32(0x9fffc));
        assertEquals(BusStatus.UNASSIGNED, backplane.memory(5).write(-2, source));
        assertEquals(BusStatus.OK, backplane.memory(5).write(-2, ByteBuffer.allocate(0)));
    }

    @Test
    void anotherDeviceIsNotMemory() {
        Recorder registers = new Recorder("d", 16, AccessSizes.ANY);
        Window window =
                new Window("w", 0x1000, 16, registers, machine.parts().enclosure("x0"), Trace.OFF);
        machine.parts().memory.add(List.of(Region.device(window, 2)));
        ByteBuffer source = ByteBuffer.allocate(8);
        assertEquals(BusStatus.NOT_MEMORY, backplane.memory(5).write(0xffc, source));
        assertEquals(4, source.position());
        assertEquals(List.of(), registers.log);
    }

    @Test
    void whatIsWrittenToRomIsLostAndTheTransferCompletes() {
        Machine withRom =
                Machine.builder()
                        .memory(MIB)
                        .rom(0xf0000, new byte[] {0x11, 0x22, 0x33, 0x44})
                        .catalog(
                                PluginCatalog.of(
                                        TestCard.of(
                                                "dmac",
                                                slot -> backplane = slot.provideDma((n, on) -> {}),
                                                dmaControl())))
                        .device("dmac", java.util.Map.of())
                        .build();
        assertEquals(BusStatus.OK, backplane.memory(2).write(0xf0000, ByteBuffer.allocate(4)));
        withRom.bus().store32(0xf0000, 0);
        assertEquals(0x44332211, withRom.bus().load32(0xf0000));
        ByteBuffer read = ByteBuffer.allocate(4);
        assertEquals(BusStatus.OK, backplane.memory(2).read(0xf0000, read));
        assertEquals(0x11223344, read.getInt(0));
    }

    @Test
    void theWatcherSeesEachAccessBeforeItHappensAndMayRefuseIt() {
        DmaWatch watch = machine.cpu().capability(DmaWatch.class).orElseThrow();
        watch.watch(
                (device, address, length, direction) -> {
                    log.add("%s %x+%x %s".formatted(device, address, length, direction));
                    return address != 0x3000;
                });
        assertEquals(BusStatus.OK, backplane.memory(5).write(0x2000, ByteBuffer.allocate(8)));
        ByteBuffer refused = ByteBuffer.allocate(8);
        assertEquals(BusStatus.REFUSED, backplane.memory(5).read(0x3000, refused));
        assertEquals(0, refused.position());
        assertEquals(BusStatus.OK, backplane.memory(1).read(0x4000, ByteBuffer.allocate(1)));
        assertEquals(
                List.of(
                        "card0 2000+8 TO_MEMORY",
                        "card0 3000+8 FROM_MEMORY",
                        "channel 1 4000+1 FROM_MEMORY"),
                log);
    }

    @Test
    void whatTheWatcherThrowsReachesItsCallerAndFaultsNoDevice() {
        machine.cpu()
                .capability(DmaWatch.class)
                .orElseThrow()
                .watch(
                        (device, address, length, direction) -> {
                            throw new UnsupportedOperationException("a broken rule");
                        });
        onWrite = () -> log.add("" + backplane.memory(5).write(0, ByteBuffer.allocate(1)));
        assertThrows(UnsupportedOperationException.class, this::write);
        assertEquals(List.of("REFUSED"), log);
        assertTrue(machine.devices().stream().allMatch(node -> node.fault().isEmpty()));
    }

    @Test
    void oneAccessMovesAboutSixtyFourMebibytesAndTheNextOneGoesOn() {
        ByteBuffer block = ByteBuffer.allocateDirect(MIB / 2);
        int[] blocks = {0};
        controller =
                (number, level) -> {
                    backplane.memory(number).write(0, block.clear());
                    blocks[0]++;
                    channel.request(!level);
                };
        onWrite = () -> channel.request(true);
        write();
        assertEquals(128, blocks[0]);
        machine.bus().in8(0x80);
        assertEquals(256, blocks[0]);
    }

    @Test
    void noAddressThrowsHoweverFarTheTransferReaches() {
        long[] addresses = {
            0, MIB - 1, (1L << 32) - 1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -4096, -1
        };
        for (long address : addresses) {
            for (int length : new int[] {1, 4096, 2 * MIB}) {
                ByteBuffer buffer = ByteBuffer.allocate(length);
                boolean inside = address == 0 && length <= 4096;
                BusStatus expected = inside ? BusStatus.OK : BusStatus.UNASSIGNED;
                assertEquals(expected, backplane.memory(5).read(address, buffer));
                assertEquals(expected, backplane.memory(5).write(address, buffer.rewind()));
            }
        }
    }

    @Test
    void aResetForgetsARequestThatIsUnderWay() {
        channel.request(true);
        machine.reset();
        write();
        assertFalse(backplane.requested(5));
        assertEquals(List.of(), log);
    }
}
