package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.Violation;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a miniport breaks is told with its calls. */
class VideoVerifierTest {
    private final TestMiniport port =
            new TestMiniport(
                            ScriptedBus.pc(),
                            KernelOptions.defaults().withVerifier(VerifierMode.STOP))
                    .start();
    private final VideoPort video = port.video;

    @AfterEach
    void end() {
        port.close();
    }

    private Violation breaks(Rule rule, Runnable body) {
        VerifierStop stop =
                assertThrows(
                        VerifierStop.class,
                        () ->
                                port.kernel.run(
                                        "miniport",
                                        () -> {
                                            body.run();
                                            return true;
                                        }));
        assertEquals(rule, stop.violation().rule(), stop.getMessage());
        assertEquals(List.of(stop.violation()), port.kernel.verifier().violations());
        return stop.violation();
    }

    private Mdl locked(VpLockOperation operation) {
        return Objects.requireNonNull(
                video.lockBuffer(port, port.buffer(0, 0x1000), 0x1000, operation));
    }

    private void start(Mdl mdl, boolean writeToDevice) {
        VpDmaAdapter adapter = Objects.requireNonNull(port.adapter);
        video.startDma(
                port,
                adapter,
                mdl,
                0,
                port.ulong(0x1000),
                (ext, dma, list, context) -> {},
                null,
                writeToDevice);
    }

    @Test
    void aSecondOperationBeforeTheFirstIsComplete() {
        Mdl mdl = locked(VpLockOperation.VpReadAccess);
        start(mdl, true);
        Violation violation = breaks(Rule.DMA_NOT_COMPLETED, () -> start(mdl, true));
        assertTrue(violation.call().startsWith("VideoPortStartDma"), violation.call());
        List<String> history = violation.history();
        assertTrue(
                history.get(history.size() - 1).startsWith("GetScatterGatherList("), "" + history);
    }

    @Test
    void aForbiddenCallInTheInterruptRoutine() {
        Violation violation =
                breaks(Rule.CALL_NOT_ALLOWED, () -> port.inInterrupt(() -> video.startTimer(port)));
        assertTrue(violation.call().contains("VideoPortStartTimer() by"), violation.call());
        assertTrue(violation.call().endsWith("at DIRQL 8"), violation.call());
    }

    @Test
    void anUnlockThatNobodyLocked() {
        Mdl stranger = port.kernel.mm().createMdl(0x1000, 0x1000);
        Violation violation = breaks(Rule.WRONG_LOCK, () -> video.unlockBuffer(port, stranger));
        assertEquals(stranger.address(), violation.p2());
    }

    @Test
    void aDeviceThatWritesABufferLockedForReading() {
        Mdl mdl = locked(VpLockOperation.VpReadAccess);
        breaks(Rule.WRONG_LOCK_OPERATION, () -> start(mdl, false));
    }
}
