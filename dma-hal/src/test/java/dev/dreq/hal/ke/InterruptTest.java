package dev.dreq.hal.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ScriptedBus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptTest {
    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);
    private final List<String> calls = new ArrayList<>();

    private Kinterrupt connect(int input, InterruptMode mode, boolean shared, ServiceRoutine isr) {
        Kinterrupt interrupt = ke.connectInterrupt(input, mode, shared, 0, null, isr, null);
        assertNotNull(interrupt);
        return interrupt;
    }

    private boolean note(String name) {
        calls.add(name + " at " + ke.getCurrentIrql());
        return true;
    }

    @Test
    void aLatchedLineCallsItsServiceRoutineOnceForEachRise() {
        Kinterrupt interrupt = connect(6, InterruptMode.Latched, false, (i, c) -> note("isr"));
        bus.pulse(6);
        ke.interruptPoint();
        ke.interruptPoint();
        bus.raise(6);
        ke.interruptPoint();
        ke.interruptPoint();
        assertEquals(2, calls.size());
        assertEquals("isr at " + interrupt.irql(), calls.get(0));
    }

    @Test
    void aLatchedLineThatIsHighAlreadyIsTakenOnConnect() {
        bus.raise(6);
        connect(6, InterruptMode.Latched, false, (i, c) -> note("isr"));
        assertEquals(1, calls.size());
    }

    @Test
    void aRaisedIrqlHoldsTheInterruptBackUntilItFalls() {
        connect(6, InterruptMode.Latched, false, (i, c) -> note("isr"));
        ke.raiseIrql(Irql.HIGH_LEVEL);
        bus.pulse(6);
        ke.interruptPoint();
        assertEquals(0, calls.size());
        ke.lowerIrql(Irql.DISPATCH_LEVEL);
        assertEquals(1, calls.size());
    }

    @Test
    void aLevelLineCallsUntilItFalls() {
        int[] pending = {3};
        connect(
                10,
                InterruptMode.LevelSensitive,
                true,
                (i, c) -> {
                    if (--pending[0] == 0) {
                        bus.lower(10);
                    }
                    return note("isr");
                });
        bus.raise(10);
        ke.interruptPoint();
        assertEquals(3, calls.size());
    }

    @Test
    void sharersOfALevelLineAreAskedInTurnUntilOneClaims() {
        connect(10, InterruptMode.LevelSensitive, true, (i, c) -> !note("not mine"));
        connect(
                10,
                InterruptMode.LevelSensitive,
                true,
                (i, c) -> {
                    bus.lower(10);
                    return note("mine");
                });
        connect(10, InterruptMode.LevelSensitive, true, (i, c) -> note("not asked"));
        bus.raise(10);
        ke.interruptPoint();
        assertEquals(2, calls.size());
        assertTrue(
                calls.get(0).startsWith("not mine") && calls.get(1).startsWith("mine"),
                calls::toString);
    }

    @Test
    void aThousandUnclaimedCallsMaskALevelLineAndAreReported() {
        connect(10, InterruptMode.LevelSensitive, true, (i, c) -> !note("not mine"));
        bus.raise(10);
        ke.interruptPoint();
        ke.interruptPoint();
        assertEquals(1_000, calls.size());
        assertFalse(bus.listenedTo(10));
        assertEquals(1, ke.reports().size());
        assertTrue(ke.reports().get(0).contains("interrupt input 10"), ke.reports()::toString);
    }

    @Test
    void aClaimedLevelLineThatNeverFallsIsMaskedInsteadOfHangingTheMachine() {
        connect(10, InterruptMode.LevelSensitive, true, (i, c) -> true);
        bus.raise(10);
        ke.interruptPoint();
        assertEquals(1, ke.reports().size());
    }

    @Test
    void aLatchedLineThatRisesInEachCallIsMaskedInsteadOfHangingTheMachine() {
        connect(
                6,
                InterruptMode.Latched,
                false,
                (i, c) -> {
                    bus.pulse(6);
                    return true;
                });
        bus.pulse(6);
        ke.interruptPoint();
        assertEquals(1, ke.reports().size());
        assertTrue(ke.reports().get(0).contains("interrupt input 6"), ke.reports()::toString);
        assertFalse(bus.listenedTo(6));
    }

    @Test
    void aBusyLatchedLineIsNotMasked() {
        connect(6, InterruptMode.Latched, false, (i, c) -> true);
        for (int i = 0; i < 100_001; i++) {
            bus.pulse(6);
            ke.interruptPoint();
        }
        assertEquals(100_001, ke.interruptCount());
        assertEquals(List.of(), ke.reports());
    }

    @Test
    void aServiceRoutineWhoseLockIsHeldIsABugCheckAsItWouldSpinForEver() {
        KspinLock lock = ke.initializeSpinLock("shared");
        ke.connectInterrupt(6, InterruptMode.Latched, false, 0, lock, (i, c) -> true, null);
        int old = ke.acquireSpinLock(lock);
        bus.pulse(6);
        BugCheck stop = assertThrows(BugCheck.class, ke::interruptPoint);
        assertEquals(BugCheckCode.SPIN_LOCK_ALREADY_OWNED, stop.code());
        assertTrue(lock.held(), "still by whom it was held");
        ke.releaseSpinLock(lock, old);
    }

    @Test
    void aHigherLineInterruptsALowerServiceRoutineAndNotTheOtherWayRound() {
        connect(0, InterruptMode.Latched, false, (i, c) -> note("clock"));
        connect(
                12,
                InterruptMode.Latched,
                false,
                (i, c) -> {
                    note("enter");
                    bus.pulse(0);
                    bus.pulse(14);
                    ke.interruptPoint();
                    return note("leave");
                });
        connect(14, InterruptMode.Latched, false, (i, c) -> note("disk"));
        bus.pulse(12);
        ke.interruptPoint();
        assertEquals(List.of("enter at 7", "clock at 12", "leave at 7", "disk at 7"), calls);
    }

    @Test
    void aServiceRoutineQueuesADpcThatRunsWhenItsLevelIsLeft() {
        Kdpc dpc = ke.initializeDpc((d, c, a, b) -> note("dpc"), null);
        connect(
                6,
                InterruptMode.Latched,
                false,
                (i, c) -> {
                    ke.insertQueueDpc(dpc, null, null);
                    return note("isr");
                });
        bus.pulse(6);
        ke.interruptPoint();
        assertEquals(List.of("isr at 10", "dpc at 2"), calls);
        assertEquals(1, ke.interruptCount());
    }

    @Test
    void anInterruptWakesTheProcessorFromIdle() {
        Kevent done = ke.initializeEvent("done", EventType.NotificationEvent, false);
        Kdpc dpc = ke.initializeDpc((d, c, a, b) -> ke.setEvent(done), null);
        connect(6, InterruptMode.Latched, false, (i, c) -> ke.insertQueueDpc(dpc, null, null));
        bus.at(7_000, () -> bus.raise(6));
        assertEquals(NtStatus.STATUS_SUCCESS, ke.waitForSingleObject(done));
        assertEquals(7_000, bus.now());
    }

    @Test
    void synchronizeExecutionKeepsTheServiceRoutineOut() {
        Kinterrupt interrupt = connect(6, InterruptMode.Latched, false, (i, c) -> note("isr"));
        assertTrue(
                ke.synchronizeExecution(
                        interrupt,
                        context -> {
                            bus.pulse(6);
                            ke.interruptPoint();
                            return note("synchronized " + context);
                        },
                        "x"));
        assertEquals(List.of("synchronized x at 10", "isr at 10"), calls);
        assertEquals(Irql.PASSIVE_LEVEL, ke.getCurrentIrql());
    }

    @Test
    void anIsrThatCallsADispatchLevelRoutineIsABugCheckAndLeavesConsistentState() {
        Kevent event = ke.initializeEvent("e", EventType.NotificationEvent, false);
        Kinterrupt interrupt =
                connect(6, InterruptMode.Latched, false, (i, c) -> ke.setEvent(event));
        bus.pulse(6);
        assertEquals(
                BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                assertThrows(BugCheck.class, ke::interruptPoint).code());
        assertEquals(Irql.PASSIVE_LEVEL, ke.getCurrentIrql());
        assertFalse(interrupt.actualLock().held());
    }

    @Test
    void aLineIsConnectedOnceUnlessAllShareIt() {
        connect(6, InterruptMode.Latched, false, (i, c) -> true);
        assertNull(
                ke.connectInterrupt(6, InterruptMode.Latched, true, 0, null, (i, c) -> true, null));
        assertNull(
                ke.connectInterrupt(
                        24, InterruptMode.Latched, true, 0, null, (i, c) -> true, null));
    }

    @Test
    void aDisconnectedServiceRoutineIsNotCalledAndNotDisconnectedAgain() {
        Kinterrupt interrupt = connect(6, InterruptMode.Latched, false, (i, c) -> note("isr"));
        ke.disconnectInterrupt(interrupt);
        bus.pulse(6);
        ke.interruptPoint();
        assertEquals(0, calls.size());
        assertFalse(bus.listenedTo(6));
        assertThrows(BugCheck.class, () -> ke.disconnectInterrupt(interrupt));
    }
}
