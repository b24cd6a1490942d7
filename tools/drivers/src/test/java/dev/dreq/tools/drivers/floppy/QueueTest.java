package dev.dreq.tools.drivers.floppy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.tools.drivers.StartMode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** IRPs that wait while the driver works on another. */
class QueueTest {
    private static final Geometry HD = new Geometry(80, 2, 18, 0);

    private final FakePc pc = new FakePc();

    private record Pending(Irp irp, Kevent event, IoStatusBlock result) {}

    private FloppyRig started(StartMode mode) {
        pc.fdc.insert(FloppyRig.randomImage(HD, 1), HD);
        FloppyRig rig = new FloppyRig(pc, 0, Map.of("start", FloppyDriverType.START.format(mode)));
        assertEquals(NtStatus.STATUS_SUCCESS, rig.start());
        return rig;
    }

    /** Sends a read of one sector; it waits, because the motor of a new device is off. */
    private static Pending send(FloppyRig rig, int sector) {
        Kevent event = rig.kernel.ke().initializeEvent("read", EventType.NotificationEvent, false);
        IoStatusBlock result = rig.kernel.io().newStatusBlock();
        long va = rig.kernel.mm().allocateVirtualMemory(512, Placement.scattered().inSystemSpace());
        Irp irp =
                rig.kernel
                        .io()
                        .buildSynchronousFsdRequest(
                                IrpMajor.IRP_MJ_READ,
                                rig.kernel.io().getAttachedDevice(rig.device),
                                va,
                                512,
                                sector * 512L,
                                event,
                                result);
        assertEquals(
                NtStatus.STATUS_PENDING,
                rig.kernel.io().callDriver(rig.kernel.io().getAttachedDevice(rig.device), irp));
        return new Pending(irp, event, result);
    }

    private List<String> reads() {
        return pc.fdc.commands.stream().filter(command -> command.startsWith("READ 0")).toList();
    }

    @ParameterizedTest
    @EnumSource(StartMode.class)
    void irpsAreServedInTheOrderInWhichTheyCame(StartMode mode) {
        try (FloppyRig rig = started(mode)) {
            List<Pending> sent = IntStream.range(0, 4).mapToObj(i -> send(rig, 3 - i)).toList();
            for (Pending pending : sent) {
                rig.kernel.ke().waitForSingleObject(pending.event());
                assertEquals(NtStatus.STATUS_SUCCESS, pending.result().status());
            }
            assertEquals(
                    List.of("READ 0/0/4+1", "READ 0/0/3+1", "READ 0/0/2+1", "READ 0/0/1+1"),
                    reads());
        }
    }

    @ParameterizedTest
    @EnumSource(StartMode.class)
    void anIrpThatWaitsIsCancelledAtOnceOneThatIsWorkedOnAtItsNextStep(StartMode mode) {
        try (FloppyRig rig = started(mode)) {
            Pending first = send(rig, 0);
            Pending second = send(rig, 1);
            Pending third = send(rig, 2);
            assertTrue(rig.kernel.io().cancelIrp(second.irp()));
            assertEquals(NtStatus.STATUS_CANCELLED, second.result().status());
            assertFalse(rig.kernel.io().cancelIrp(first.irp()), "it is being worked on");
            assertFalse(first.irp().completed());
            rig.kernel.ke().waitForSingleObject(third.event());
            assertEquals(NtStatus.STATUS_CANCELLED, first.result().status());
            assertEquals(NtStatus.STATUS_SUCCESS, third.result().status());
            assertEquals(List.of("READ 0/0/3+1"), reads());
        }
    }

    @ParameterizedTest
    @EnumSource(StartMode.class)
    void aStopWaitsForWhatIsInProgress(StartMode mode) {
        try (FloppyRig rig = started(mode)) {
            Pending first = send(rig, 0);
            Pending second = send(rig, 1);
            assertEquals(NtStatus.STATUS_SUCCESS, rig.kernel.io().stopDevice(rig.device));
            assertEquals(NtStatus.STATUS_SUCCESS, first.result().status());
            assertEquals(NtStatus.STATUS_SUCCESS, second.result().status());
        }
    }
}
