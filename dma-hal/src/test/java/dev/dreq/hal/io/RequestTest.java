package dev.dreq.hal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.KernelHang;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.Ktimer;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlPagePriority;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.PoolType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RequestTest {
    private final TestDriver test = new TestDriver(DeviceObject.DO_DIRECT_IO);
    private final Io io = test.io;

    private long buffer(int length) {
        return test.kernel.mm().allocateVirtualMemory(length, Placement.scattered().atOffset(0x80));
    }

    @Test
    void aDirectRequestBringsALockedMdlAndGivesItBack() {
        byte[] data = {1, 2, 3};
        test.startIo =
                (device, irp) -> {
                    Mdl mdl = irp.mdlAddress();
                    assertTrue((mdl.mdlFlags() & Mdl.MDL_PAGES_LOCKED) != 0);
                    long va =
                            test.kernel
                                    .mm()
                                    .getSystemAddressForMdlSafe(
                                            mdl, MdlPagePriority.NormalPagePriority);
                    test.kernel.mm().write(va, data, 0, 3);
                    test.finish(device, irp, NtStatus.STATUS_SUCCESS, 3);
                };
        long va = buffer(0x2000);
        IoStatusBlock result = test.kernel.run("user", () -> io.read(test.device, va, 0x2000, 512));
        assertEquals(NtStatus.STATUS_SUCCESS, result.status());
        assertEquals(3, result.information());
        byte[] back = new byte[3];
        test.kernel.mm().read(va, back, 0, 3);
        assertArrayEquals(data, back);
        assertEquals(0, test.kernel.mm().lockedPageFrames());
        assertEquals(0, io.allocatedMdls());
    }

    @Test
    void aBufferedRequestBringsACopyAndTakesItBack() {
        try (TestDriver buffered = new TestDriver(DeviceObject.DO_BUFFERED_IO)) {
            var mm = buffered.kernel.mm();
            buffered.startIo =
                    (device, irp) -> {
                        byte[] bytes = new byte[2];
                        mm.read(irp.systemBuffer(), bytes, 0, 2);
                        buffered.seen.add(bytes[0] + "," + bytes[1]);
                        mm.write(irp.systemBuffer(), new byte[] {9, 8}, 0, 2);
                        buffered.finish(device, irp, NtStatus.STATUS_SUCCESS, 2);
                    };
            long va = mm.allocateVirtualMemory(2, Placement.scattered());
            mm.write(va, new byte[] {5, 6}, 0, 2);
            buffered.io.write(buffered.device, va, 2, 0);
            assertTrue(buffered.seen.contains("5,6"), buffered.seen::toString);
            byte[] back = new byte[2];
            mm.read(va, back, 0, 2);
            assertArrayEquals(new byte[] {5, 6}, back);
            buffered.io.read(buffered.device, va, 2, 0);
            mm.read(va, back, 0, 2);
            assertArrayEquals(new byte[] {9, 8}, back);
        }
    }

    @Test
    void aBufferThatMayNotBeUsedSoDoesNotReachTheDriver() {
        test.startIo = (device, irp) -> test.seen.add("start");
        long readOnly =
                test.kernel.mm().allocateVirtualMemory(0x1000, Placement.scattered().readOnly());
        assertEquals(
                NtStatus.STATUS_ACCESS_VIOLATION, io.read(test.device, readOnly, 1, 0).status());
        assertEquals(NtStatus.STATUS_ACCESS_VIOLATION, io.write(test.device, 0, 1, 0).status());
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER, io.write(test.device, readOnly, -1, 0).status());
        assertFalse(test.seen.contains("start"));
        assertEquals(0, io.allocatedMdls());
    }

    @Test
    void aRequestOfNoBytesHasNoMdl() {
        test.startIo =
                (device, irp) -> {
                    assertNull(irp.mdlAddress());
                    test.finish(device, irp, NtStatus.STATUS_SUCCESS, 0);
                };
        assertEquals(NtStatus.STATUS_SUCCESS, io.read(test.device, 0, 0, 0).status());
    }

    @Test
    void aFunctionThatTheDriverDoesNotSetIsAnInvalidRequest() {
        assertEquals(NtStatus.STATUS_INVALID_DEVICE_REQUEST, io.create(test.device).status());
    }

    @Test
    void theRequestEndsInTheDpcThatTheServiceRoutineQueues() {
        io.initializeDpcRequest(
                test.device,
                (dpc, device, irp, context) -> {
                    test.seen.add("dpc " + context);
                    test.finish(device, irp, NtStatus.STATUS_SUCCESS, 1);
                });
        Kinterrupt interrupt =
                io.connectInterrupt(
                        new CmResource.Interrupt(6, InterruptMode.Latched, false),
                        (i, context) -> io.requestDpc(test.device, test.device.currentIrp(), "x"),
                        null);
        test.startIo =
                (device, irp) -> {
                    test.bus.at(test.bus.now() + 500, () -> test.bus.pulse(6));
                    test.kernel.hardware().writePortUchar(0x3F2, 0x1C);
                };
        IoStatusBlock result = io.read(test.device, buffer(1), 1, 0);
        assertEquals(1, result.information());
        assertTrue(test.seen.contains("dpc x"), test.seen::toString);
        assertTrue(test.bus.accesses().contains("out8 3f2 1c"));
        io.disconnectInterrupt(interrupt);
    }

    @Test
    void packetsAreStartedOneAtATimeInOrder() {
        Ktimer timer = test.kernel.ke().initializeTimer("device", EventType.NotificationEvent);
        test.startIo =
                (device, irp) -> {
                    long offset = io.getCurrentIrpStackLocation(irp).readWrite().byteOffset();
                    test.seen.add("start " + offset);
                    test.kernel
                            .ke()
                            .setTimer(
                                    timer,
                                    DueTime.microseconds(10),
                                    test.kernel
                                            .ke()
                                            .initializeDpc(
                                                    (d, c, a, b) -> {
                                                        test.seen.add("end " + offset);
                                                        test.finish(
                                                                device,
                                                                irp,
                                                                NtStatus.STATUS_SUCCESS,
                                                                0);
                                                    },
                                                    null));
                };
        test.seen.clear();
        var ke = test.kernel.ke();
        long va = buffer(1);
        var threads =
                List.of(1, 2, 3).stream()
                        .map(
                                n ->
                                        ke.createSystemThread(
                                                "user " + n,
                                                8,
                                                context -> io.read(test.device, va, 1, n),
                                                null))
                        .toList();
        threads.forEach(ke::waitForSingleObject);
        assertEquals(
                List.of("start 1", "end 1", "start 2", "end 2", "start 3", "end 3"), test.seen);
    }

    @Test
    void aDriverThatForgetsARequestHangsAndTheHangNamesIt() {
        test.startIo = (device, irp) -> {};
        long va = buffer(1);
        KernelHang hang =
                assertThrows(
                        KernelHang.class,
                        () -> test.kernel.run("copier", () -> io.read(test.device, va, 1, 0)));
        assertEquals(
                List.of(
                        "thread 'copier' waits for event 'completion of IRP_MJ_READ by \\Device\\Test' since 0 ns"),
                hang.waits());
    }

    @Test
    void aDispatchRoutineReturnsPendingIfAndOnlyIfItMarkedThePacketPending() {
        long va = buffer(1);
        test.driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ, (device, irp) -> NtStatus.STATUS_PENDING);
        BugCheck unmarked = assertThrows(BugCheck.class, () -> io.read(test.device, va, 1, 0));
        assertTrue(unmarked.getMessage().contains("IoMarkIrpPending"), unmarked.getMessage());
        test.driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ, (device, irp) -> NtStatus.STATUS_SUCCESS);
        BugCheck forgotten = assertThrows(BugCheck.class, () -> io.read(test.device, va, 1, 0));
        assertTrue(forgotten.getMessage().contains("did not complete"), forgotten.getMessage());
    }

    @Test
    void aRequestIsCompletedOnce() {
        test.startIo =
                (device, irp) -> {
                    test.finish(device, irp, NtStatus.STATUS_SUCCESS, 0);
                    io.completeRequest(irp);
                };
        long va = buffer(1);
        BugCheck stop = assertThrows(BugCheck.class, () -> io.read(test.device, va, 1, 0));
        assertEquals(BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS, stop.code());
        assertEquals(0, test.kernel.ke().getCurrentIrql());
    }

    @Test
    void aStatusThatADriverLetsOutIsABugCheck() {
        test.driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ,
                (device, irp) -> {
                    throw new StatusException(NtStatus.STATUS_ACCESS_VIOLATION, "test");
                });
        long va = buffer(1);
        BugCheck stop = assertThrows(BugCheck.class, () -> io.read(test.device, va, 1, 0));
        assertEquals(BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED, stop.code());
    }

    @Test
    void aControlRequestThatCannotBeMadeLeavesNothingBehind() {
        var mm = test.kernel.mm();
        long out = buffer(0x1000);
        long in = buffer(0x2000);
        long free = mm.freePageFrames();
        assertEquals(
                NtStatus.STATUS_ACCESS_VIOLATION,
                io.deviceControl(test.device, 0x70002, in, 0x2000, 1, 0x1000).status());
        assertEquals(free, mm.freePageFrames());
        assertTrue(mm.allocatePool(PoolType.NonPagedPool, free << 12, "Test") != 0);
        assertEquals(
                NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                io.deviceControl(test.device, 0x70002, in, 0x2000, out, 0x1000).status());
        assertEquals(0, io.allocatedMdls());
        assertEquals(0, mm.lockedPageFrames());
    }

    @Test
    void deviceControlBringsItsBuffersAsItsMethodSays() {
        var mm = test.kernel.mm();
        test.driver.setMajorFunction(
                IrpMajor.IRP_MJ_DEVICE_CONTROL,
                (device, irp) -> {
                    int code = io.getCurrentIrpStackLocation(irp).deviceIoControl().ioControlCode();
                    test.seen.add(
                            "method %d: buffer %s, mdl %s, user %s"
                                    .formatted(
                                            code & 3,
                                            irp.systemBuffer() != 0,
                                            irp.mdlAddress() != null,
                                            irp.userBuffer() != 0));
                    if ((code & 3) == 0) {
                        mm.fill(irp.systemBuffer(), 4, 0x77);
                    }
                    irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 4);
                    io.completeRequest(irp);
                    return NtStatus.STATUS_SUCCESS;
                });
        test.seen.clear();
        long in = buffer(8);
        long out = buffer(8);
        for (int method = 0; method < 4; method++) {
            io.deviceControl(test.device, 0x70000 | method, in, 8, out, 8);
        }
        assertEquals(
                List.of(
                        "method 0: buffer true, mdl false, user true",
                        "method 1: buffer true, mdl true, user false",
                        "method 2: buffer true, mdl true, user false",
                        "method 3: buffer false, mdl false, user true"),
                test.seen);
        byte[] back = new byte[5];
        mm.read(out, back, 0, 5);
        assertArrayEquals(new byte[] {0x77, 0x77, 0x77, 0x77, 0}, back);
        assertEquals(0, io.allocatedMdls());
    }
}
