package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Ktimer;
import dev.dreq.hal.ke.NtStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request is cancelled before its n-th access to the machine, for every n, and after every part
 * of the time that it takes. It ends as cancelled or with all of its data moved, nothing of it is
 * left, and the next one works.
 */
@Timeout(300)
class CancelTest {

    /** A request that is cancelled now, or as soon as the IRQL lets it. */
    private static final class Canceller {
        private final Subject subject;
        private final Subject.Sent sent;
        private final Kdpc dpc;
        private boolean done;

        Canceller(Subject subject, Subject.Sent sent) {
            this.subject = subject;
            this.sent = sent;
            this.dpc = subject.kernel.ke().initializeDpc((d, c, a, b) -> cancel(), null);
        }

        private void cancel() {
            done = true;
            if (!sent.irp().completed()) {
                subject.kernel.io().cancelIrp(sent.irp());
            }
        }

        void fire() {
            if (subject.kernel.ke().getCurrentIrql() <= Irql.DISPATCH_LEVEL) {
                cancel();
            } else {
                done = true;
                subject.kernel.ke().insertQueueDpc(dpc, null, null);
            }
        }
    }

    private static void assertEnded(
            Subject subject, NtStatus status, Subject.Holdings before, String when) {
        assertTrue(
                status == NtStatus.STATUS_CANCELLED || status == NtStatus.STATUS_SUCCESS,
                () -> when + " it ended with " + status);
        if (status == NtStatus.STATUS_SUCCESS) {
            subject.assertMoved();
        }
        assertEquals(before, subject.holdings(), when);
        assertEquals(NtStatus.STATUS_SUCCESS, subject.complete(subject.build()), when);
        subject.assertMoved();
        assertEquals(before, subject.holdings(), when);
        subject.restart();
    }

    /** Tells how many of the steps had the request cancelled. */
    private static int cancelBeforeEachAccess(Subject subject) {
        long freePages = subject.warmUp();
        Subject.Holdings before = subject.holdings();
        int cancelled = 0;
        boolean again = true;
        for (int step = 1; again; step++) {
            Subject.Sent sent = subject.build();
            Canceller canceller = new Canceller(subject, sent);
            subject.bus.arm(step, canceller::fire);
            NtStatus status = subject.complete(sent);
            subject.bus.disarm();
            again = canceller.done;
            cancelled += status == NtStatus.STATUS_CANCELLED ? 1 : 0;
            assertEnded(subject, status, before, "cancelled before access " + step);
        }
        assertEquals(freePages, subject.kernel.mm().freePageFrames());
        return cancelled;
    }

    private static int cancelAfterEachMoment(Subject subject, long nanosApart) {
        long freePages = subject.warmUp();
        Subject.Holdings before = subject.holdings();
        Ktimer timer = subject.kernel.ke().initializeTimer("cancel", EventType.NotificationEvent);
        int cancelled = 0;
        boolean again = true;
        for (long after = nanosApart; again; after += nanosApart) {
            Subject.Sent sent = subject.build();
            Canceller canceller = new Canceller(subject, sent);
            subject.kernel.ke().setTimer(timer, DueTime.microseconds(after / 1_000), canceller.dpc);
            NtStatus status = subject.complete(sent);
            again = !subject.kernel.ke().cancelTimer(timer);
            cancelled += status == NtStatus.STATUS_CANCELLED ? 1 : 0;
            assertEnded(subject, status, before, "cancelled after %d ns".formatted(after));
        }
        assertEquals(freePages, subject.kernel.mm().freePageFrames());
        return cancelled;
    }

    private static void unload(Subject subject) {
        subject.kernel.io().unloadDriver(subject.driver);
        assertEquals(List.of(), subject.kernel.ke().reports());
        assertEquals(0, subject.node().guestErrors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"startio", "queue", "ready"})
    void aFloppyRead(String start, @TempDir Path folder) {
        try (Subject subject = new FloppySubject(folder, false, start)) {
            assertTrue(cancelBeforeEachAccess(subject) > 100);
            unload(subject);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"startio", "queue", "ready"})
    void aFloppyWrite(String start, @TempDir Path folder) {
        try (Subject subject = new FloppySubject(folder, true, start)) {
            assertTrue(cancelAfterEachMoment(subject, 17_000_000) > 30);
            unload(subject);
        }
    }

    static Stream<Arguments> waysOfTheBusMaster() {
        return Stream.of("single", "sg", "sg-list", "ring")
                .flatMap(
                        path ->
                                Stream.of("startio", "queue", "ready")
                                        .flatMap(
                                                start ->
                                                        Stream.of("on", "off")
                                                                .map(
                                                                        keep ->
                                                                                Arguments.of(
                                                                                        path, start,
                                                                                        keep))));
    }

    @ParameterizedTest
    @MethodSource("waysOfTheBusMaster")
    void aRectangleByTheBusMaster(String path, String start, String keep) {
        Map<String, String> settings = Map.of("path", path, "start", start, "keep", keep);
        Map<String, String> slow = Map.of("bandwidth", "10000000", "burst", "1K");
        try (Subject subject = DisplaySubject.busMaster(true, slow, 5, settings)) {
            assertTrue(cancelBeforeEachAccess(subject) > 10);
            unload(subject);
        }
        try (Subject subject = DisplaySubject.busMaster(false, slow, 5, settings)) {
            assertTrue(cancelAfterEachMoment(subject, 200_000) > 15);
            unload(subject);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void aRectangleByTheMiniportIsMovedOnceTheMiniportHasIt(String sg) {
        Map<String, String> hardware = Map.of("sg", sg);
        try (Subject subject = DisplaySubject.miniport(true, hardware, 5, Map.of())) {
            assertEquals(0, cancelBeforeEachAccess(subject));
            unload(subject);
        }
    }
}
