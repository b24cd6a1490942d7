package dev.dreq.tools.testkit.bus;

import static dev.dreq.tools.testkit.bus.TrafficAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.cpu.CpuBus.Idle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuBusesTest {

    private static final long REGISTERS = 0xfeb0_0000L;

    private final FakeCpuBus pc = FakeCpuBus.pc();
    private final RecordingBus bus = new RecordingBus(pc);

    @Test
    void whatWasWrittenInOrderPasses() {
        bus.out8(0x0a, 0x06);
        bus.in8(0x80);
        bus.out8(0x0c, 0x00);
        bus.out8(0x0b, 0x46);
        bus.store32(0x1000, 0xdead_beef);

        assertThat(bus).wrote(0x0a, 0x06).read(0x80).wrote(0x0c).then(0x0b, 0x46);
        assertThat(bus)
                .ports(0x00, 0x0f)
                .wrote(0x0a, 0x06)
                .then(0x0c)
                .then(0x0b, 0x46)
                .nothingMore();
        assertThat(bus).memory(0x1000, 4).stored(0x1000, 0xdead_beef).nothingMore();
        assertThat(bus).neverWrote(0x0d).neverStored(0x1004);
    }

    @Test
    void whatWasNotWrittenIsSaidWithAllThatWas() {
        bus.out8(0x0a, 0x06);
        bus.out8(0x0c, 0x00);
        AssertionError wrong =
                assertThrows(AssertionError.class, () -> assertThat(bus).wrote(0x0a).then(0x0b));
        assertTrue(wrong.getMessage().contains("the next access is not OUT b"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("--> OUT8 c = 0"), wrong.getMessage());
        assertThrows(AssertionError.class, () -> assertThat(bus).wrote(0x0c).wrote(0x0a));
        assertThrows(AssertionError.class, () -> assertThat(bus).wrote(0x0a, 0x07));
        assertThrows(AssertionError.class, () -> assertThat(bus).wrote(0x0a).nothingMore());
        assertThrows(AssertionError.class, () -> assertThat(bus).neverWrote(0x0c));
    }

    @Test
    void aScriptAnswersOneValueAfterTheOther() {
        List<Long> commands = new ArrayList<>();
        pc.ports(
                0x3f0,
                8,
                new ScriptedRegisters().answer(4, 0x10, 0x10, 0x80).onWrite(5, commands::add));
        assertEquals(0x10, bus.in8(0x3f4));
        assertEquals(0x10, bus.in8(0x3f4));
        assertEquals(0x80, bus.in8(0x3f4));
        assertEquals(0x80, bus.in8(0x3f4), "the last answer stays");
        bus.out8(0x3f5, 0x03);
        assertEquals(List.of(3L), commands);
        assertEquals(0xff, bus.in8(0x3f8), "nobody is there");
    }

    @Test
    void registersInMemoryAreADevicesAndTheRestIsRam() {
        ScriptedRegisters device = new ScriptedRegisters();
        pc.registers(REGISTERS, 0x1000, device);
        bus.store32(REGISTERS + 8, -1);
        assertEquals(0xffff_ffffL, device.written(8));
        bus.store64(0x2000, 0x0123_4567_89ab_cdefL);
        assertEquals(0x89ab_cdef, bus.load32(0x2000));
        assertEquals(0xcd, bus.load8(0x2001));
        bus.copy(0x3001, 0x2000, 8);
        assertEquals(0x0123_4567_89ab_cdefL, bus.load64(0x3001));
        bus.fill(0x3001, 4, 0x55);
        assertEquals(0x0123_4567_5555_5555L, bus.load64(0x3001));
        assertEquals(0, bus.load32(0xd000_0000L), "nobody is there");
        bus.store32(0xd000_0000L, 1);
        assertEquals(0, bus.load32(0xd000_0000L), "and a store there is lost");
    }

    @Test
    void idleWaitsForWhatTheTestHasScheduled() {
        List<Integer> heard = new ArrayList<>();
        bus.listen(6, heard::add);
        pc.at(5_000, () -> pc.interrupt(6, true));
        assertEquals(Idle.DEADLINE, bus.idle(4_000));
        assertEquals(Idle.INTERRUPT, bus.idle(Long.MAX_VALUE));
        assertEquals(5_000, bus.now());
        assertEquals(List.of(6), heard);
        assertTrue(bus.interruptLevel(6));
        assertEquals(Idle.NEVER, bus.idle(Long.MAX_VALUE));
    }

    @Test
    void aBrokenBusShowsValuesThatNobodyWrote() {
        FaultyBus faulty = new FaultyBus(pc);
        pc.ports(0x300, 4, new ScriptedRegisters().answer(0, 0x42).answer(1, 0x42));
        faulty.stickPort(0x300, 0x01, 0x40);
        assertEquals(0x03, faulty.in8(0x300));
        faulty.pullPorts(0x301, 0x301);
        assertEquals(0xff, faulty.in8(0x301));
        faulty.loseStores(0x1000);
        faulty.store8(0x1000, 1);
        assertEquals(0, faulty.load8(0x1000));
        faulty.mend();
        assertEquals(0x42, faulty.in8(0x301));
    }

    @Test
    void aLostInterruptIsNeitherHeardNorSeen() {
        FaultyBus faulty = new FaultyBus(pc).loseInterrupts(5, 1);
        List<Integer> heard = new ArrayList<>();
        faulty.listen(5, heard::add);
        pc.interrupt(5, true);
        assertFalse(faulty.interruptLevel(5));
        pc.interrupt(5, false);
        assertEquals(List.of(), heard);
        pc.interrupt(5, true);
        assertEquals(List.of(5), heard);
        assertTrue(faulty.interruptLevel(5));
    }
}
