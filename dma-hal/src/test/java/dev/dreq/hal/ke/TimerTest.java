package dev.dreq.hal.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ScriptedBus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerTest {
    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);
    private final List<String> ran = new ArrayList<>();

    private Ktimer timer(String name) {
        return ke.initializeTimer(name, EventType.NotificationEvent);
    }

    private Kdpc noting(String name) {
        return ke.initializeDpc(
                (d, c, a, b) -> ran.add(name + " at " + ke.queryPerformanceCounter()), null);
    }

    @Test
    void timersExpireByDueTimeAndEqualOnesInTheOrderInWhichTheyWereSet() {
        ke.setTimer(timer("b"), DueTime.microseconds(20), noting("b"));
        ke.setTimer(timer("c"), DueTime.microseconds(20), noting("c"));
        ke.setTimer(timer("a"), DueTime.microseconds(10), noting("a"));
        ke.delayExecutionThread(DueTime.milliseconds(1));
        assertEquals(List.of("a at 10000", "b at 20000", "c at 20000"), ran);
    }

    @Test
    void aTimerSetAnewExpiresOnceAtItsNewTime() {
        Ktimer timer = timer("t");
        assertFalse(ke.setTimer(timer, DueTime.microseconds(10), noting("first")));
        assertTrue(ke.setTimer(timer, DueTime.microseconds(30), noting("second")));
        ke.delayExecutionThread(DueTime.milliseconds(1));
        assertEquals(List.of("second at 30000"), ran);
    }

    @Test
    void aCancelledTimerDoesNotExpire() {
        Ktimer timer = timer("t");
        ke.setTimer(timer, DueTime.microseconds(10), noting("t"));
        assertTrue(ke.cancelTimer(timer));
        assertFalse(ke.cancelTimer(timer));
        ke.delayExecutionThread(DueTime.milliseconds(1));
        assertEquals(List.of(), ran);
    }

    @Test
    void aPeriodicTimerExpiresUntilItIsCancelled() {
        Ktimer timer = timer("t");
        ke.setTimerEx(timer, DueTime.milliseconds(1), 2, noting("t"));
        ke.delayExecutionThread(DueTime.milliseconds(6));
        ke.cancelTimer(timer);
        ke.delayExecutionThread(DueTime.milliseconds(6));
        assertEquals(List.of("t at 1000000", "t at 3000000", "t at 5000000"), ran);
    }

    @Test
    void anAbsoluteDueTimeCountsFromTheStartOfTheMachine() {
        ke.stallExecutionProcessor(50);
        ke.setTimer(timer("t"), 1_000, noting("t"));
        ke.delayExecutionThread(DueTime.milliseconds(1));
        assertEquals(List.of("t at 100000"), ran);
    }

    @Test
    void waitingForATimerEndsWhenItExpires() {
        Ktimer timer = timer("t");
        ke.setTimer(timer, DueTime.milliseconds(3), null);
        assertEquals(NtStatus.STATUS_SUCCESS, ke.waitForSingleObject(timer));
        assertEquals(3_000_000, ke.queryPerformanceCounter());
    }

    @Test
    void aTimerDoesNotExpireWhileTheIrqlIsRaised() {
        ke.setTimer(timer("t"), DueTime.microseconds(1), noting("t"));
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        ke.stallExecutionProcessor(10);
        assertEquals(List.of(), ran);
        ke.lowerIrql(Irql.PASSIVE_LEVEL);
        assertEquals(List.of("t at 10000"), ran);
    }

    @Test
    void aNegativePeriodIsABugCheck() {
        BugCheck stop = assertThrows(BugCheck.class, () -> ke.setTimerEx(timer("t"), 0, -1, null));
        assertEquals(BugCheckCode.TIMER_OR_DPC_INVALID, stop.code());
    }
}
