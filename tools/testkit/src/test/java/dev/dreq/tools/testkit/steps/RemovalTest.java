package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.Kthread;
import dev.dreq.hal.ke.NtStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plug and play takes the device away before the n-th access of a request, and gives it back. The
 * request ends, nothing of it is left, and the next one works.
 */
@Timeout(300)
class RemovalTest {

    /** What happens to the device. */
    enum Happening {
        STOP_AND_START,
        SURPRISE_AND_REMOVE,
        REMOVE;

        void happen(Subject subject) {
            switch (this) {
                case STOP_AND_START -> {
                    subject.kernel.io().stopDevice(subject.device());
                    subject.start();
                }
                case SURPRISE_AND_REMOVE -> {
                    subject.kernel.io().surpriseRemoval(subject.device());
                    subject.kernel.io().removeDevice(subject.device());
                    subject.addAndStart();
                }
                case REMOVE -> {
                    subject.kernel.io().removeDevice(subject.device());
                    subject.addAndStart();
                }
            }
        }

        /** Whether a request that was in progress may end so. */
        boolean allows(NtStatus end) {
            return end == NtStatus.STATUS_SUCCESS
                    || switch (this) {
                        case STOP_AND_START -> false;
                        case SURPRISE_AND_REMOVE -> end == NtStatus.STATUS_NO_SUCH_DEVICE;
                        case REMOVE ->
                                end == NtStatus.STATUS_DELETE_PENDING
                                        || end == NtStatus.STATUS_NO_SUCH_DEVICE;
                    };
        }
    }

    private static void happenBeforeEachAccess(Subject subject, Happening happening) {
        long freePages = subject.warmUp();
        Subject.Holdings before = subject.holdings();
        boolean again = true;
        for (int step = 1; again; step += 1 + step / 16) {
            String when = "%s before access %d".formatted(happening, step);
            List<Kthread> threads = new ArrayList<>();
            Subject.Sent sent = subject.build();
            subject.bus.arm(
                    step,
                    () ->
                            threads.add(
                                    subject.kernel
                                            .ke()
                                            .queueSystemThread(
                                                    "plug and play",
                                                    15,
                                                    context -> happening.happen(subject),
                                                    null)));
            NtStatus status = subject.complete(sent);
            subject.bus.disarm();
            threads.forEach(subject.kernel.ke()::waitForSingleObject);
            again = !threads.isEmpty();
            assertTrue(happening.allows(status), () -> when + " it ended with " + status);
            if (status == NtStatus.STATUS_SUCCESS) {
                subject.assertMoved();
            }
            assertEquals(before, subject.holdings(), when);
            assertEquals(NtStatus.STATUS_SUCCESS, subject.complete(subject.build()), when);
            subject.assertMoved();
        }
        assertEquals(freePages, subject.kernel.mm().freePageFrames());
        subject.kernel.io().unloadDriver(subject.driver);
        assertEquals(List.of(), subject.kernel.ke().reports());
    }

    @ParameterizedTest
    @EnumSource(Happening.class)
    void ofTheFloppyController(Happening happening, @TempDir Path folder) {
        for (String start : List.of("startio", "queue", "ready")) {
            try (Subject subject = new FloppySubject(folder, false, start)) {
                happenBeforeEachAccess(subject, happening);
            }
        }
    }

    static Stream<Arguments> pathsAndHappenings() {
        return Stream.of("single", "sg", "sg-list", "ring")
                .flatMap(
                        path ->
                                Stream.of(Happening.values())
                                        .map(happening -> Arguments.of(path, happening)));
    }

    @ParameterizedTest
    @MethodSource("pathsAndHappenings")
    void ofTheDisplayAdapterOfTheBusMaster(String path, Happening happening) {
        for (String start : List.of("startio", "queue", "ready")) {
            try (Subject subject =
                    DisplaySubject.busMaster(
                            false, Map.of(), 5, Map.of("path", path, "start", start))) {
                happenBeforeEachAccess(subject, happening);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Happening.class,
            names = {"SURPRISE_AND_REMOVE", "REMOVE"})
    void ofTheDisplayAdapterOfTheMiniport(Happening happening) {
        for (String sg : List.of("on", "off")) {
            try (Subject subject = DisplaySubject.miniport(false, Map.of("sg", sg), 5, Map.of())) {
                happenBeforeEachAccess(subject, happening);
            }
        }
    }
}
