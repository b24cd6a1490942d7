package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request that waits for what somebody else has is cancelled. Nothing takes it out of the queue
 * (AllocateAdapterChannel of versions 1 and 2 has no way back), so it ends when its turn comes,
 * without having touched the device.
 */
@Timeout(60)
class CancelWhileWaitingTest {
    private static final int HELD_MICROSECONDS = 3_000_000;

    private static void cancelWhileHeld(Subject subject, Hog hog) {
        subject.start();
        assertEquals(NtStatus.STATUS_SUCCESS, subject.complete(subject.build()));
        Subject.Holdings before = subject.holdings();
        Ke ke = subject.kernel.ke();
        Subject.Sent sent = subject.build();
        hog.hold(HELD_MICROSECONDS);
        long held = ke.queryInterruptTime();
        ke.setTimer(
                ke.initializeTimer("cancel", EventType.NotificationEvent),
                DueTime.microseconds(HELD_MICROSECONDS / 2),
                ke.initializeDpc(
                        (d, c, a, b) -> {
                            assertFalse(sent.irp().completed());
                            subject.kernel.io().cancelIrp(sent.irp());
                        },
                        null));
        assertEquals(NtStatus.STATUS_CANCELLED, subject.complete(sent));
        assertEquals(0, sent.result().information());
        assertEquals(HELD_MICROSECONDS / 1000, (ke.queryInterruptTime() - held) / 10_000);
        assertEquals(before, subject.holdings());
        assertEquals(NtStatus.STATUS_SUCCESS, subject.complete(subject.build()));
        subject.assertMoved();
        hog.hold(HELD_MICROSECONDS);
        assertEquals(NtStatus.STATUS_SUCCESS, subject.complete(subject.build()));
        subject.assertMoved();
        hog.go();
        subject.kernel.io().unloadDriver(subject.driver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"startio", "queue", "ready"})
    void forTheChannel(String start, @TempDir Path folder) {
        DeviceDescription channel =
                DeviceDescription.zeroed()
                        .dmaChannel(2)
                        .interfaceType(InterfaceType.Isa)
                        .dmaWidth(DmaWidth.Width8Bits)
                        .maximumLength(0x1000)
                        .build();
        try (Subject subject = new FloppySubject(folder, false, start)) {
            cancelWhileHeld(subject, new Hog(subject, channel));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"startio", "queue", "ready"})
    void forMapRegisters(String start) {
        DeviceDescription allOfThem =
                DeviceDescription.zeroed()
                        .master(true)
                        .dma32BitAddresses(true)
                        .interfaceType(InterfaceType.PCIBus)
                        .maximumLength(0x10_0000)
                        .build();
        Map<String, String> settings = Map.of("path", "single", "start", start);
        try (Subject subject = DisplaySubject.onSharedRegisters(8, settings)) {
            cancelWhileHeld(subject, new Hog(subject, allOfThem));
        }
    }
}
