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
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MessageInterruptTest {
    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);
    private final List<String> calls = new ArrayList<>();

    private Kinterrupt connect(int vector, ServiceRoutine isr) {
        Kinterrupt interrupt = ke.connectMessageInterrupt(vector, 0, null, isr, null);
        assertNotNull(interrupt);
        return interrupt;
    }

    private boolean note(String name) {
        calls.add(name + " at " + ke.getCurrentIrql());
        return true;
    }

    @Test
    void eachMessageIsOneCallWhetherClaimedOrNot() {
        connect(0x61, (i, c) -> !note("isr"));
        bus.message(0x61);
        bus.message(0x61);
        ke.interruptPoint();
        ke.interruptPoint();
        assertEquals(List.of("isr at 6", "isr at 6"), calls);
        assertEquals(List.of(), ke.reports());
    }

    @Test
    void aMessageWaitsUntilTheIrqlIsBelowItsOwn() {
        connect(0x61, (i, c) -> note("isr"));
        ke.raiseIrql(6);
        bus.message(0x61);
        ke.interruptPoint();
        assertEquals(List.of(), calls);
        ke.lowerIrql(5);
        assertEquals(List.of("isr at 6"), calls);
    }

    @Test
    void theHigherVectorInterruptsTheLower() {
        connect(
                0x51,
                (i, c) -> {
                    note("enter");
                    bus.message(0x71);
                    ke.interruptPoint();
                    return note("leave");
                });
        connect(0x71, (i, c) -> note("higher"));
        bus.message(0x51);
        ke.interruptPoint();
        assertEquals(List.of("enter at 5", "higher at 7", "leave at 5"), calls);
    }

    @Test
    void aMessageAndALineOfOneNumberAreTwoThings() {
        connect(0x10, (i, c) -> note("message"));
        assertNotNull(
                ke.connectInterrupt(
                        0x10, InterruptMode.Latched, false, 0, null, (i, c) -> note("line"), null));
        bus.pulse(0x10);
        ke.interruptPoint();
        bus.message(0x10);
        ke.interruptPoint();
        assertEquals(List.of("line at 6", "message at 3"), calls);
    }

    @Test
    void aMessageThatNobodyIsConnectedToIsLost() {
        connect(0x61, (i, c) -> note("isr"));
        bus.message(0x62);
        ke.interruptPoint();
        connect(0x62, (i, c) -> note("late"));
        assertEquals(List.of(), calls);
    }

    @Test
    void aVectorIsConnectedOnceAndExceptionsAreNoVectors() {
        connect(0x61, (i, c) -> true);
        assertNull(ke.connectMessageInterrupt(0x61, 0, null, (i, c) -> true, null));
        assertNull(ke.connectMessageInterrupt(0x0F, 0, null, (i, c) -> true, null));
        assertNull(ke.connectMessageInterrupt(0x100, 0, null, (i, c) -> true, null));
    }

    @Test
    void theBusIsListenedToWhileSomebodyIsConnected() {
        Kinterrupt one = connect(0x61, (i, c) -> note("one"));
        Kinterrupt two = connect(0x62, (i, c) -> note("two"));
        ke.disconnectInterrupt(one);
        bus.message(0x61);
        bus.message(0x62);
        ke.interruptPoint();
        assertEquals(List.of("two at 6"), calls);
        ke.disconnectInterrupt(two);
        assertFalse(bus.listensToMessages());
        assertTrue(
                assertThrows(BugCheck.class, () -> ke.disconnectInterrupt(two))
                        .getMessage()
                        .contains("message 62"));
    }

    @Test
    void synchronizeExecutionKeepsTheServiceRoutineOut() {
        Kinterrupt interrupt = connect(0x61, (i, c) -> note("isr"));
        ke.synchronizeExecution(
                interrupt,
                context -> {
                    bus.message(0x61);
                    ke.interruptPoint();
                    return note("synchronized");
                },
                null);
        assertEquals(List.of("synchronized at 6", "isr at 6"), calls);
    }

    @Test
    void aMessageWakesTheProcessorFromIdle() {
        Kevent done = ke.initializeEvent("done", EventType.NotificationEvent, false);
        Kdpc dpc = ke.initializeDpc((d, c, a, b) -> ke.setEvent(done), null);
        connect(0x61, (i, c) -> ke.insertQueueDpc(dpc, null, null));
        bus.at(7_000, () -> bus.message(0x61));
        assertEquals(NtStatus.STATUS_SUCCESS, ke.waitForSingleObject(done));
    }

    @Test
    void aDeviceThatAnswersEveryServiceWithAMessageIsMaskedInsteadOfHangingTheMachine() {
        Kinterrupt interrupt =
                connect(
                        0x61,
                        (i, c) -> {
                            bus.message(0x61);
                            return true;
                        });
        bus.message(0x61);
        ke.interruptPoint();
        bus.message(0x61);
        ke.interruptPoint();
        assertEquals(100_000, ke.interruptCount());
        assertTrue(ke.reports().get(0).startsWith("message 61 is masked"), ke.reports()::toString);
        ke.disconnectInterrupt(interrupt);
        assertFalse(bus.listensToMessages());
    }

    @Test
    void aLatchedLineThatRisesInEveryServiceIsMaskedAsWell() {
        ke.connectInterrupt(
                6,
                InterruptMode.Latched,
                false,
                0,
                null,
                (i, c) -> {
                    bus.pulse(6);
                    return true;
                },
                null);
        bus.pulse(6);
        ke.interruptPoint();
        assertTrue(
                ke.reports().get(0).startsWith("interrupt input 6 is masked"),
                ke.reports()::toString);
    }
}
