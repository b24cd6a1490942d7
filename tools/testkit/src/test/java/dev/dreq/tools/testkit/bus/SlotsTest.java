package dev.dreq.tools.testkit.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.time.Timer;
import dev.dreq.tools.testkit.LoopbackSlaveProvider;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final PciFunction FUNCTION =
            new PciFunction(
                    0x1234,
                    1,
                    0,
                    0,
                    0,
                    0,
                    1,
                    0,
                    List.of(
                            new PciBar(0, PciBar.Kind.MEMORY, 0x1000),
                            new PciBar(1, PciBar.Kind.PREFETCHABLE, 0x1000)));

    private final FakePciSlot slot = new FakePciSlot("card0", FUNCTION, FakeMemory.upTo(2L << 20));

    private static FakeIsaSlot loopback(Map<String, String> texts) {
        LoopbackSlaveProvider provider = new LoopbackSlaveProvider();
        Settings settings = Settings.parse(provider.settings(), texts);
        FakeIsaSlot slot = FakeIsaSlot.forCard(provider, settings);
        provider.create(settings, slot);
        return slot;
    }

    @Test
    void aSlaveMovesBytesThoughThereIsNoController() {
        FakeIsaSlot slot = loopback(Map.of("burst", "4", "gap", "100"));
        FakeDmaChannel channel = slot.channel("dma");
        slot.write("CONTROL", 0x05);
        assertTrue(channel.requested());
        assertEquals(10, channel.send(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
        assertEquals(3, channel.rises());
        assertEquals(200, slot.clock().now());
        assertTrue(slot.lines().get("irq").isHigh());
        assertEquals(0x0e, slot.in8(0x341));

        slot.out8(0x341, 0xff);
        slot.write("CONTROL", 0x03);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, channel.receive(5));
        assertFalse(channel.requested());
        assertEquals(List.of(), slot.guestErrors());
    }

    @Test
    void aBurstEndsWithItsTransferAndAWrongCountIsTheSlavesFault() {
        FakeIsaSlot isa = new FakeIsaSlot("c0", List.of(IsaClaim.dma("dma", 5)));
        List<DmaBurst> kept = new ArrayList<>();
        FakeDmaChannel channel =
                isa.dma(
                        "dma",
                        burst -> {
                            kept.add(burst);
                            return burst.direction() == DmaDirection.VERIFY ? 1 : 0;
                        });
        channel.acknowledge(FakeDmaBurst.toMemory(2));
        assertThrows(SlotMisuse.class, () -> kept.get(0).give(ByteBuffer.wrap(new byte[1])));
        assertThrows(SlotMisuse.class, () -> channel.acknowledge(FakeDmaBurst.verify(2)));
    }

    @Test
    void memoryMovesWhatLiesBelowAnError() {
        FakeMemory memory = FakeMemory.upTo(2L << 20).device(0x20_0000, 0x1000);
        memory.put(0x1f_fffe, (byte) 1, (byte) 2);
        ByteBuffer buffer = ByteBuffer.allocate(4);
        assertEquals(BusStatus.NOT_MEMORY, memory.read(0x1f_fffe, buffer));
        assertEquals(2, buffer.position());
        assertEquals(BusStatus.UNASSIGNED, memory.write(-1, ByteBuffer.allocate(1)));
        memory.failAt(0x1001, BusStatus.REFUSED);
        assertEquals(BusStatus.REFUSED, memory.write(0x1000, ByteBuffer.wrap(new byte[] {7, 7})));
        assertArrayEquals(new byte[] {7, 0}, memory.get(0x1000, 2));
        memory.enabled(false);
        assertEquals(BusStatus.DISABLED, memory.read(0, ByteBuffer.allocate(1)));
        assertEquals("write 1000+2 REFUSED after 1", memory.accesses().get(2).toString());
    }

    @Test
    void whatAnAccessSetsOffHasRunWhenItReturns() {
        List<String> log = new ArrayList<>();
        Timer timer = slot.clock().timer("work", () -> log.add("worked"));
        slot.map(
                0,
                RegisterBlock.of(
                        0x1000,
                        AccessSizes.ANY,
                        Register.named("GO", 0, 4)
                                .onWrite(
                                        value -> {
                                            timer.armIn(0);
                                            log.add("returns");
                                        })));
        slot.write("GO", 1);
        assertEquals(List.of("returns", "worked"), log);
    }

    @Test
    void workWithoutEndIsSaidToBeOne() {
        Timer[] timer = new Timer[1];
        timer[0] = slot.clock().timer("again", () -> timer[0].armIn(0));
        timer[0].armIn(5);
        slot.pass(4);
        assertThrows(EndlessWork.class, () -> slot.pass(1));
        ByteBuffer one = ByteBuffer.allocate(1);
        assertThrows(
                EndlessWork.class,
                () -> {
                    for (int i = 0; i <= FakeMemory.MOST_ACCESSES; i++) {
                        slot.busMaster().read(i, one.clear());
                    }
                });
    }

    @Test
    void aTargetAbortReadsAllOnes() {
        slot.map(
                0,
                RegisterBlock.of(
                        0x1000,
                        AccessSizes.ANY,
                        Register.named("FORBIDDEN", 0, 4)
                                .onRead(
                                        () -> {
                                            slot.targetAbort();
                                            return 0;
                                        })));
        assertEquals(0xffff_ffffL, slot.read("FORBIDDEN"));
        assertEquals(1, slot.targetAborts());
        assertThrows(SlotMisuse.class, () -> slot.map(0, new ScriptedRegisters()));
        assertThrows(SlotMisuse.class, () -> slot.map(3, new ScriptedRegisters()));
    }

    @Test
    void aCopyGoesOnWithTheWiresTheTimersAndTheMemory() {
        ByteBuffer bank = slot.mapMemory(1);
        bank.put(7, (byte) 0x77);
        slot.memory().put(0x1000, (byte) 0x11);
        slot.interrupt().set(true);
        slot.clock().timer("later", () -> {}).armIn(50);

        FakePciSlot copy = slot.copy();
        List<String> fired = new ArrayList<>();
        copy.clock().timer("later", () -> fired.add("later"));
        copy.restoreWires(slot);
        assertTrue(copy.interrupt().isHigh());
        assertEquals(0x77, copy.mapMemory(1).get(7));
        assertEquals(-1, copy.memory().mismatch(slot.memory()));
        copy.pass(50);
        assertEquals(List.of("later"), fired);
        assertThrows(SlotMisuse.class, () -> slot.copy().restoreWires(slot));
    }

    @Test
    void stateIsReadAsItWasWrittenAndNotOtherwise() {
        FakeState state = new FakeState();
        state.version(2);
        state.putLong("count", 7);
        state.section("inner").putBytes("bytes", new byte[] {1});
        assertEquals(List.of("count", "inner > bytes"), state.paths());
        assertEquals(7, state.reader().getInt("count", 0, 7));
        assertThrows(StateException.class, () -> state.reader().getInt("count", 0, 6));
        assertThrows(StateException.class, () -> state.reader().version(1));
        assertThrows(StateException.class, () -> state.reader().getText("count"));
        assertThrows(
                StateException.class,
                () -> state.with("inner > bytes").reader().section("inner").getBytes("bytes", 1));
        assertEquals(9, state.with("count", 9L).reader().getLong("count"));
        assertEquals(7, state.reader().getLong("count"));
        assertThrows(SlotMisuse.class, () -> state.putLong("count", 8));
    }
}
