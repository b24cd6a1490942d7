package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.Kthread;
import dev.dreq.hal.ke.NtStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver is unloaded before the n-th access of a request, and leaves nothing. */
@Timeout(300)
class UnloadTest {
    private static final Set<NtStatus> ENDS =
            Set.of(
                    NtStatus.STATUS_SUCCESS,
                    NtStatus.STATUS_DELETE_PENDING,
                    NtStatus.STATUS_NO_SUCH_DEVICE);

    private static void unloadBeforeEachAccess(Supplier<Subject> made) {
        boolean again = true;
        for (int step = 1; again; step += 1 + step / 16) {
            String when = "unloaded before access " + step;
            try (Subject subject = made.get()) {
                Subject.Holdings before = subject.holdings();
                subject.start();
                Subject.Sent sent = subject.build();
                List<Kthread> threads = new ArrayList<>();
                subject.bus.arm(step, () -> threads.add(unload(subject)));
                NtStatus status = subject.complete(sent);
                subject.bus.disarm();
                threads.forEach(subject.kernel.ke()::waitForSingleObject);
                assertTrue(ENDS.contains(status), () -> when + " it ended with " + status);
                if (status == NtStatus.STATUS_SUCCESS) {
                    subject.assertMoved();
                }
                again = !threads.isEmpty();
                if (again) {
                    assertEquals(before, subject.holdings(), when);
                }
            }
        }
    }

    private static Kthread unload(Subject subject) {
        return subject.kernel
                .ke()
                .queueSystemThread(
                        "unload",
                        15,
                        context -> subject.kernel.io().unloadDriver(subject.driver),
                        null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"startio", "queue", "ready"})
    void theFloppyDriver(String start, @TempDir Path folder) {
        unloadBeforeEachAccess(() -> new FloppySubject(folder, false, start));
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sg", "sg-list", "ring"})
    void theBusMasterDriver(String path) {
        unloadBeforeEachAccess(
                () -> DisplaySubject.busMaster(false, Map.of(), 5, Map.of("path", path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void theMiniport(String irq) {
        unloadBeforeEachAccess(
                () -> DisplaySubject.miniport(false, Map.of(), 5, Map.of("irq", irq)));
    }
}
