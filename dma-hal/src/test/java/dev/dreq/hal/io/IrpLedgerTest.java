package dev.dreq.hal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** IoAllocateIrp, IoFreeIrp, and the IRPs that are out. */
class IrpLedgerTest {
    private final TestDriver test = new TestDriver(DeviceObject.DO_DIRECT_IO);
    private final Io io = test.io;

    @AfterEach
    void end() {
        test.close();
    }

    @Test
    void anIrpOfADriversOwnIsFreedByItsCompletionRoutine() {
        Irp irp = io.allocateIrp(test.device.stackSize());
        io.getNextIrpStackLocation(irp)
                .set(IrpMajor.IRP_MJ_READ, new IoParameters.ReadWrite(0, 0, 0));
        io.setCompletionRoutine(
                irp,
                (device, done, context) -> {
                    assertEquals(1, io.outstandingIrps());
                    io.freeIrp(done);
                    return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                },
                null,
                true,
                true,
                true);
        io.callDriver(test.device, irp);
        assertEquals(0, io.outstandingIrps());
        assertEquals(
                BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS,
                assertThrows(BugCheck.class, () -> io.freeIrp(irp)).code());
    }

    @Test
    void aRequestIsOutUntilItsLastDriverCompletesIt() {
        test.startIo =
                (device, irp) -> {
                    assertEquals(1, io.outstandingIrps());
                    test.finish(device, irp, NtStatus.STATUS_SUCCESS, 0);
                };
        io.read(test.device, 0, 0, 0);
        assertEquals(0, io.outstandingIrps());
    }

    @Test
    void aRequestWhoseBufferMayNotBeUsedSoIsNotOut() {
        long readOnly =
                test.kernel.mm().allocateVirtualMemory(0x1000, Placement.scattered().readOnly());
        io.read(test.device, readOnly, 1, 0);
        for (int method = 0; method < 3; method++) {
            assertEquals(
                    NtStatus.STATUS_ACCESS_VIOLATION,
                    io.deviceControl(test.device, 0x70000 | method, readOnly, 8, 4, 8).status());
        }
        assertEquals(0, io.outstandingIrps());
        assertEquals(0, io.allocatedMdls());
    }

    /** The lengths of a device control are ULONGs: these are 2 GiB and more. */
    @Test
    void aLengthThatNoBufferHasIsRefusedWhateverTheMethod() {
        long va = test.kernel.mm().allocateVirtualMemory(0x1000, Placement.scattered());
        for (int length : new int[] {-1, Integer.MIN_VALUE}) {
            for (int method = 0; method < 3; method++) {
                int code = 0x70000 | method;
                assertEquals(
                        NtStatus.STATUS_ACCESS_VIOLATION,
                        io.deviceControl(test.device, code, va, length, 0, 0).status());
                assertEquals(
                        method == 0
                                ? NtStatus.STATUS_ACCESS_VIOLATION
                                : NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                        io.deviceControl(test.device, code, 0, 0, va, length).status());
            }
            assertEquals(
                    NtStatus.STATUS_INVALID_DEVICE_REQUEST,
                    io.deviceControl(test.device, 0x70003, va, length, va, length).status());
        }
        assertEquals(0, io.outstandingIrps());
    }
}
