package dev.dreq.hal.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ScriptedBus;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ThreadTest {
    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void endThreads() {
        ke.close();
    }

    private Kevent event(String name, EventType type) {
        return ke.initializeEvent(name, type, false);
    }

    @Test
    void aThreadOfAHigherPriorityRunsAtOnceAnEqualOneWhenThisOneWaits() {
        Kthread equal = ke.createSystemThread("equal", 8, context -> ran.add("equal"), null);
        ke.createSystemThread("higher", 9, context -> ran.add("higher"), null);
        ran.add("main");
        ke.waitForSingleObject(equal);
        assertEquals(List.of("higher", "main", "equal"), ran);
    }

    @Test
    void equalThreadsRunFirstComeFirstServed() {
        Kevent go = event("go", EventType.NotificationEvent);
        List<Kthread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = "thread " + i;
            threads.add(
                    ke.createSystemThread(
                            name,
                            8,
                            context -> {
                                ke.waitForSingleObject(go);
                                ran.add(name);
                            },
                            null));
        }
        ke.delayExecutionThread(DueTime.microseconds(1));
        ke.setEvent(go);
        threads.forEach(ke::waitForSingleObject);
        assertEquals(List.of("thread 0", "thread 1", "thread 2", "thread 3", "thread 4"), ran);
    }

    @Test
    void aSynchronizationEventWakesOneThreadInOrderOfWaiting() {
        Kevent turn = event("turn", EventType.SynchronizationEvent);
        for (String name : List.of("first", "second")) {
            ke.createSystemThread(
                    name,
                    9,
                    context -> {
                        ke.waitForSingleObject(turn);
                        ran.add(name);
                    },
                    null);
        }
        ke.setEvent(turn);
        assertEquals(List.of("first"), ran);
        ke.setEvent(turn);
        assertEquals(List.of("first", "second"), ran);
        assertEquals(0, turn.signalState());
    }

    @Test
    void aDpcWakesAThreadAndItRunsWhenTheIrqlFalls() {
        Kevent done = event("done", EventType.NotificationEvent);
        ke.createSystemThread(
                "waiter",
                10,
                context -> {
                    ke.waitForSingleObject(done);
                    ran.add("waiter");
                },
                null);
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        ke.setEvent(done);
        ran.add("raised");
        ke.lowerIrql(Irql.PASSIVE_LEVEL);
        ran.add("lowered");
        assertEquals(List.of("raised", "waiter", "lowered"), ran);
    }

    @Test
    void aWaitEndsWithItsTimeout() {
        Kevent never = event("never", EventType.NotificationEvent);
        assertEquals(
                NtStatus.STATUS_TIMEOUT, ke.waitForSingleObject(never, DueTime.milliseconds(5)));
        assertEquals(5_000_000, bus.now());
        assertEquals(NtStatus.STATUS_TIMEOUT, ke.waitForSingleObject(never, DueTime.IMMEDIATELY));
    }

    @Test
    void whenNothingIsPendingTheHangNamesWhoWaitsForWhat() {
        Kevent disk = event("the disk", EventType.NotificationEvent);
        Kevent tape = event("the tape", EventType.NotificationEvent);
        ke.createSystemThread("reader", 8, context -> ke.waitForSingleObject(tape), null);
        KernelHang hang =
                assertThrows(
                        KernelHang.class,
                        () -> ke.run("copier", () -> ke.waitForSingleObject(disk)));
        assertEquals(
                List.of(
                        "thread 'copier' waits for event 'the disk' since 0 ns",
                        "thread 'reader' waits for event 'the tape' since 0 ns"),
                hang.waits());
        assertTrue(hang.getMessage().contains("thread 'copier'"), hang.getMessage());
    }

    @Test
    void theKernelGoesOnAfterAHang() {
        Kevent late = event("late", EventType.NotificationEvent);
        assertThrows(KernelHang.class, () -> ke.waitForSingleObject(late));
        ke.createSystemThread("setter", 8, context -> ke.setEvent(late), null);
        assertEquals(NtStatus.STATUS_SUCCESS, ke.waitForSingleObject(late));
    }

    @Test
    void aBugCheckInAThreadSurfacesAtTheCaller() {
        BugCheck stop = new BugCheck(BugCheckCode.BAD_POOL_CALLER, 1, 2, 3, 4, "test");
        Kthread thread =
                ke.createSystemThread(
                        "bad",
                        8,
                        context -> {
                            ke.raiseIrql(Irql.DISPATCH_LEVEL);
                            throw stop;
                        },
                        null);
        assertSame(
                stop,
                assertThrows(
                        BugCheck.class,
                        () -> ke.run("main", () -> ke.waitForSingleObject(thread))));
        assertEquals(Irql.PASSIVE_LEVEL, ke.getCurrentIrql());
        assertEquals(NtStatus.STATUS_SUCCESS, ke.waitForSingleObject(thread));
    }

    @Test
    void aStatusThatAThreadLetsOutIsABugCheckAtTheCaller() {
        Kthread thread =
                ke.createSystemThread(
                        "careless",
                        8,
                        context -> {
                            throw new StatusException(NtStatus.STATUS_ACCESS_VIOLATION, "test");
                        },
                        null);
        BugCheck stop =
                assertThrows(
                        BugCheck.class, () -> ke.run("main", () -> ke.waitForSingleObject(thread)));
        assertEquals(BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED, stop.code());
        assertTrue(stop.getMessage().contains("thread 'careless'"), stop.getMessage());
    }

    @Test
    void closingEndsThreadsInTheirWaits() {
        Kevent never = event("never", EventType.NotificationEvent);
        Kthread thread =
                ke.createSystemThread(
                        "waiter",
                        9,
                        context -> {
                            try {
                                ke.waitForSingleObject(never);
                            } finally {
                                ran.add("unwound");
                            }
                        },
                        null);
        ke.close();
        assertEquals(List.of("unwound"), ran);
        assertEquals(1, thread.signalState());
    }

    @Test
    void closingComesBackFromThreadsThatCatchEverything() {
        Kevent never = event("never", EventType.NotificationEvent);
        for (String name : List.of("stubborn", "failing", "other")) {
            ke.createSystemThread(
                    name,
                    9,
                    context -> {
                        try {
                            ke.waitForSingleObject(never);
                        } catch (Error e) {
                            ran.add(name);
                        }
                        if (name.equals("failing")) {
                            throw new IllegalStateException("while it ends");
                        }
                    },
                    null);
        }
        ke.close();
        assertEquals(List.of("stubborn", "failing", "other"), ran);
        ke.delayExecutionThread(DueTime.microseconds(1));
    }

    @Test
    void closingLeavesNobodyListeningToTheMachine() {
        ke.connectInterrupt(6, InterruptMode.Latched, false, 0, null, (i, c) -> true, null);
        ke.close();
        assertFalse(bus.listenedTo(6));
        bus.pulse(6);
        ke.interruptPoint();
        assertEquals(0, ke.interruptCount());
    }

    @Test
    void aThreadDoesNotCloseTheKernelThatItRunsOn() {
        Kthread thread = ke.createSystemThread("closer", 8, context -> ke.close(), null);
        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> ke.run("main", () -> ke.waitForSingleObject(thread)));
        assertTrue(refused.getMessage().contains("thread 'closer'"), refused.getMessage());
    }

    @Test
    void theSameThreadsDoTheSameInEachRun() {
        for (int seed = 0; seed < 5; seed++) {
            assertEquals(tangle(seed), tangle(seed), "seed " + seed);
        }
    }

    private static List<String> tangle(int seed) {
        Ke kernel = new Ke(ScriptedBus.pc());
        List<String> log = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        Kevent shared = kernel.initializeEvent("shared", EventType.SynchronizationEvent, true);
        List<Kthread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int number = i;
            SplittableRandom own = random.split();
            threads.add(
                    kernel.createSystemThread(
                            "thread " + i,
                            1 + random.nextInt(20),
                            context -> {
                                for (int step = 0; step < 20; step++) {
                                    kernel.waitForSingleObject(shared);
                                    log.add(number + "." + step);
                                    kernel.delayExecutionThread(
                                            DueTime.microseconds(own.nextInt(50)));
                                    kernel.setEvent(shared);
                                }
                            },
                            null));
        }
        threads.forEach(kernel::waitForSingleObject);
        kernel.close();
        assertEquals(120, log.size());
        return log;
    }
}
