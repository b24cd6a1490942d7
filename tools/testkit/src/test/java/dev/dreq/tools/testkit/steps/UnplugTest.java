package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.NtStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hardware is pulled out before the n-th access of a request. The request ends, and says that
 * there is no device; so does the next one; and removing the driver leaves nothing.
 */
@Timeout(300)
class UnplugTest {

    /** Every step at first, then every sixteenth of those that were. */
    private static int next(int step) {
        return step + 1 + step / 16;
    }

    private static void unplugBeforeEachAccess(Supplier<Subject> made) {
        boolean[] again = {true};
        int failed = 0;
        for (int step = 1; again[0]; step = next(step)) {
            String when = "unplugged before access " + step;
            again[0] = false;
            try (Subject subject = made.get()) {
                Subject.Holdings before = subject.holdings();
                subject.start();
                Subject.Sent sent = subject.build();
                subject.bus.arm(
                        step,
                        () -> {
                            again[0] = true;
                            subject.node().unplug();
                        });
                NtStatus status = subject.complete(sent);
                subject.bus.disarm();
                if (status == NtStatus.STATUS_SUCCESS) {
                    subject.assertMoved();
                } else {
                    failed++;
                    assertEquals(NtStatus.STATUS_NO_SUCH_DEVICE, status, when);
                }
                if (again[0]) {
                    assertEquals(
                            NtStatus.STATUS_NO_SUCH_DEVICE,
                            subject.complete(subject.build()),
                            when);
                }
                subject.kernel.io().surpriseRemoval(subject.device());
                subject.kernel.io().unloadDriver(subject.driver);
                assertEquals(before, subject.holdings(), when);
            }
        }
        assertTrue(failed > 5, "%d requests failed".formatted(failed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"startio", "queue", "ready"})
    void theFloppyController(String start, @TempDir Path folder) {
        unplugBeforeEachAccess(() -> new FloppySubject(folder, false, start));
    }

    static Stream<Arguments> pathsAndStarts() {
        return Stream.of("single", "sg", "sg-list", "ring")
                .flatMap(
                        path ->
                                Stream.of("startio", "queue", "ready")
                                        .map(start -> Arguments.of(path, start)));
    }

    @ParameterizedTest
    @MethodSource("pathsAndStarts")
    void theDisplayAdapterOfTheBusMaster(String path, String start) {
        unplugBeforeEachAccess(
                () ->
                        DisplaySubject.busMaster(
                                false, Map.of(), 5, Map.of("path", path, "start", start)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void theDisplayAdapterOfTheMiniport(String irq) {
        unplugBeforeEachAccess(
                () -> DisplaySubject.miniport(false, Map.of(), 5, Map.of("irq", irq)));
    }
}
