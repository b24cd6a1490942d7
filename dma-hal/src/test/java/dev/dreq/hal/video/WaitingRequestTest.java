package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.Kthread;
import dev.dreq.hal.ke.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of requests that wait while the miniport has another. */
@Timeout(20)
class WaitingRequestTest {
    private final TestMiniport port = new TestMiniport();
    private final List<NtStatus> ends = new ArrayList<>();

    WaitingRequestTest() {
        port.startIo =
                (ext, vrp) -> {
                    Kevent never = port.video.createEvent(ext, EventType.NotificationEvent, false);
                    port.video.waitForSingleObject(ext, never, DueTime.milliseconds(10));
                    vrp.statusBlock().setStatus(VpStatus.NO_ERROR);
                    return true;
                };
        port.start();
    }

    private Irp build(IoStatusBlock result) {
        Kevent event = port.kernel.ke().initializeEvent("vrp", EventType.NotificationEvent, false);
        return port.kernel
                .io()
                .buildDeviceIoControlRequest(0x230000, port.device, 0, 0, 0, 0, event, result);
    }

    private Kthread send(Irp irp, IoStatusBlock result) {
        return port.kernel
                .ke()
                .createSystemThread(
                        "caller",
                        8,
                        context -> {
                            port.kernel.io().callDriver(port.device, irp);
                            ends.add(result.status());
                        },
                        null);
    }

    /** Two requests, of which the miniport has the first when {@code what} happens. */
    private void whileOneWaits(Kthread[] callers, Irp[] irps, Runnable what) {
        port.kernel.run(
                "test",
                () -> {
                    for (int i = 0; i < irps.length; i++) {
                        IoStatusBlock result = port.kernel.io().newStatusBlock();
                        irps[i] = build(result);
                        callers[i] = send(irps[i], result);
                    }
                    port.kernel.ke().delayExecutionThread(DueTime.milliseconds(5));
                    what.run();
                    for (Kthread caller : callers) {
                        port.kernel.ke().waitForSingleObject(caller);
                    }
                    return "";
                });
    }

    @Test
    void oneThatIsCancelledNeverReachesTheMiniport() {
        Irp[] irps = new Irp[2];
        whileOneWaits(
                new Kthread[2],
                irps,
                () -> {
                    assertFalse(port.kernel.io().cancelIrp(irps[0]), "the miniport has it");
                    assertFalse(port.kernel.io().cancelIrp(irps[1]));
                });
        assertEquals(List.of(NtStatus.STATUS_SUCCESS, NtStatus.STATUS_CANCELLED), ends);
    }

    @Test
    void aDeviceGoesBehindTheRequestThatTheMiniportHas() {
        Irp[] irps = new Irp[2];
        whileOneWaits(new Kthread[2], irps, () -> port.kernel.io().unloadDriver(port.driver));
        assertEquals(List.of(NtStatus.STATUS_SUCCESS, NtStatus.STATUS_NO_SUCH_DEVICE), ends);
        assertEquals(0, port.kernel.io().outstandingIrps());
    }
}
