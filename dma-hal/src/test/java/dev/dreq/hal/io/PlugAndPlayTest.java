package dev.dreq.hal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PlugAndPlayTest {
    private final TestDriver test = new TestDriver(DeviceObject.DO_DIRECT_IO);
    private final Io io = test.io;

    @AfterEach
    void end() {
        test.close();
    }

    @Test
    void aDriverIsLoadedAndItsDeviceAddedStartedAndRemoved() {
        io.unloadDriver(test.driver);
        assertEquals(
                List.of(
                        "add on Isa",
                        "IRP_MN_START_DEVICE [Port[start=1008, length=8], Dma[channel=2, requestLine=2, flags=0]]",
                        "IRP_MN_REMOVE_DEVICE []",
                        "unload"),
                test.seen);
        assertNull(test.driver.deviceObject());
    }

    @Test
    void aDeviceIsStoppedAndStartedAgain() {
        DeviceObject pdo = (DeviceObject) test.device.deviceExtension();
        test.seen.clear();
        assertEquals(NtStatus.STATUS_SUCCESS, io.stopDevice(pdo));
        assertEquals(NtStatus.STATUS_SUCCESS, io.startDevice(pdo));
        assertEquals("IRP_MN_QUERY_STOP_DEVICE []", test.seen.get(0));
        assertEquals("IRP_MN_STOP_DEVICE []", test.seen.get(1));
        assertTrue(test.seen.get(2).startsWith("IRP_MN_START_DEVICE [Port"));
    }

    @Test
    void aSurpriseRemovalComesBeforeTheRemoval() {
        DeviceObject pdo = (DeviceObject) test.device.deviceExtension();
        test.seen.clear();
        io.surpriseRemoval(pdo);
        io.removeDevice(pdo);
        assertEquals(List.of("IRP_MN_SURPRISE_REMOVAL []", "IRP_MN_REMOVE_DEVICE []"), test.seen);
        io.unloadDriver(test.driver);
        assertEquals(0, io.outstandingIrps());
    }

    @Test
    void aDeviceIsStartedStoppedAndRemovedAtPassiveLevelOnly() {
        DeviceObject pdo = (DeviceObject) test.device.deviceExtension();
        test.seen.clear();
        List<Consumer<DeviceObject>> routines =
                List.of(io::startDevice, io::stopDevice, io::surpriseRemoval, io::removeDevice);
        for (Consumer<DeviceObject> routine : routines) {
            int old = test.kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
            BugCheck stop = assertThrows(BugCheck.class, () -> routine.accept(pdo));
            assertEquals(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, stop.code());
            test.kernel.ke().lowerIrql(old);
        }
        assertEquals(List.of(), test.seen);
    }

    @Test
    void aDeviceThatDoesNotStartSaysWhy() {
        DeviceObject pdo = (DeviceObject) test.device.deviceExtension();
        test.pnpFails = true;
        assertEquals(NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR, io.startDevice(pdo));
    }

    @Test
    void aDriverEntryThatFailsRaisesItsStatus() {
        StatusException raised =
                assertThrows(
                        StatusException.class,
                        () ->
                                io.loadDriver(
                                        "Bad", (k, d) -> NtStatus.STATUS_INSUFFICIENT_RESOURCES));
        assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, raised.status());
        assertTrue(raised.getMessage().contains("DriverEntry of Bad"), raised.getMessage());
    }

    @Test
    void aDeviceThatDoesNotStartTakesItsDriverWithIt() {
        int[] starts = new int[1];
        List<String> seen = new ArrayList<>();
        DriverAddDevice addDevice =
                (driver, pdo) -> {
                    DeviceObject fdo = io.createDevice(driver, null, null, 7, 0);
                    fdo.setDeviceExtension(io.attachDeviceToDeviceStack(fdo, pdo));
                    return NtStatus.STATUS_SUCCESS;
                };
        DriverDispatch pnp =
                (fdo, irp) -> {
                    PnpMinor minor = io.getCurrentIrpStackLocation(irp).pnp().minor();
                    seen.add(minor.name());
                    NtStatus status =
                            minor == PnpMinor.IRP_MN_START_DEVICE && ++starts[0] == 2
                                    ? NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR
                                    : NtStatus.STATUS_SUCCESS;
                    if (minor == PnpMinor.IRP_MN_REMOVE_DEVICE) {
                        io.detachDevice((DeviceObject) fdo.deviceExtension());
                        io.deleteDevice(fdo);
                    }
                    irp.ioStatus().set(status, 0);
                    io.completeRequest(irp);
                    return status;
                };
        StatusException raised =
                assertThrows(
                        StatusException.class,
                        () ->
                                io.loadDriver(
                                        "Pair",
                                        (kernel, driver) -> {
                                            driver.setDriverUnload(d -> seen.add("unload"));
                                            driver.setAddDevice(addDevice);
                                            driver.setMajorFunction(IrpMajor.IRP_MJ_PNP, pnp);
                                            return NtStatus.STATUS_SUCCESS;
                                        },
                                        CmResourceList.empty(),
                                        CmResourceList.empty()));
        assertEquals(NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR, raised.status());
        assertEquals(
                List.of(
                        "IRP_MN_START_DEVICE",
                        "IRP_MN_START_DEVICE",
                        "IRP_MN_REMOVE_DEVICE",
                        "IRP_MN_REMOVE_DEVICE",
                        "unload"),
                seen);
    }

    @Test
    void aDriverThatLeavesADeviceBehindIsABugCheck() {
        DriverObject left =
                io.loadDriver(
                        "Left",
                        (k, d) -> {
                            io.createDevice(d, null, null, 7, 0);
                            return NtStatus.STATUS_SUCCESS;
                        });
        assertEquals(
                BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
                assertThrows(BugCheck.class, () -> io.unloadDriver(left)).code());
    }

    @Test
    void twoDevicesDoNotHaveOneName() {
        assertNull(io.createDevice(test.driver, null, "\\Device\\Test", 7, 0));
        DeviceObject other = io.createDevice(test.driver, null, "\\Device\\Other", 7, 0);
        assertSame(other, test.driver.deviceObject());
        assertSame(test.device, other.nextDevice());
        io.deleteDevice(test.device);
        assertNull(other.nextDevice());
        assertThrows(BugCheck.class, () -> io.deleteDevice(test.device));
        assertNotNull(io.createDevice(test.driver, null, "\\Device\\Test", 7, 0));
    }

    @Test
    void aFilterSeesARequestOnItsWayDownAndUp() {
        DriverObject filterDriver =
                io.loadDriver(
                        "Filter",
                        (k, d) -> {
                            d.setMajorFunction(IrpMajor.IRP_MJ_READ, this::filter);
                            return NtStatus.STATUS_SUCCESS;
                        });
        DeviceObject filter = io.createDevice(filterDriver, null, null, 7, 0);
        filter.setDeviceExtension(io.attachDeviceToDeviceStack(filter, test.device));
        assertEquals(test.device.stackSize() + 1, filter.stackSize());
        test.seen.clear();
        assertEquals(NtStatus.STATUS_SUCCESS, io.read(test.device, 0, 0, 0).status());
        assertEquals(List.of("down", "up STATUS_SUCCESS true"), test.seen);
    }

    private NtStatus filter(DeviceObject filter, Irp irp) {
        test.seen.add("down");
        io.copyCurrentIrpStackLocationToNext(irp);
        io.setCompletionRoutine(
                irp,
                (device, completed, context) -> {
                    test.seen.add(
                            "up %s %s".formatted(completed.ioStatus().status(), device == filter));
                    if (completed.pendingReturned()) {
                        io.markIrpPending(completed);
                    }
                    return NtStatus.STATUS_SUCCESS;
                },
                null,
                true,
                true,
                true);
        return io.callDriver((DeviceObject) filter.deviceExtension(), irp);
    }

    @Test
    void anIrpWithoutAStackLocationLeftIsNotSent() {
        Irp irp = io.allocateIrp(1);
        io.getNextIrpStackLocation(irp)
                .set(IrpMajor.IRP_MJ_READ, new IoParameters.ReadWrite(0, 0, 0));
        irp.setCurrentLocation(1);
        assertEquals(
                BugCheckCode.NO_MORE_IRP_STACK_LOCATIONS,
                assertThrows(BugCheck.class, () -> io.callDriver(test.device, irp)).code());
    }

    @Test
    void aWorkItemRunsAtPassiveLevelInAThreadOfItsOwn() {
        List<String> ran = new ArrayList<>();
        Kevent done = test.kernel.ke().initializeEvent("done", EventType.NotificationEvent, false);
        IoWorkItem item = io.allocateWorkItem(test.device);
        int old = test.kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        io.queueWorkItem(
                item,
                (device, context) -> {
                    ran.add(context + " at " + test.kernel.ke().getCurrentIrql());
                    test.kernel.ke().delayExecutionThread(DueTime.microseconds(5));
                    test.kernel.ke().setEvent(done);
                },
                "work");
        assertThrows(BugCheck.class, () -> io.queueWorkItem(item, (d, c) -> {}, null));
        assertEquals(List.of(), ran);
        test.kernel.ke().lowerIrql(old);
        test.kernel.ke().waitForSingleObject(done);
        assertEquals(List.of("work at 0"), ran);
        io.freeWorkItem(item);
    }

    @Test
    void readingTheWrongParametersIsABugCheck() {
        Irp irp = io.allocateIrp(1);
        io.getNextIrpStackLocation(irp)
                .set(IrpMajor.IRP_MJ_READ, new IoParameters.ReadWrite(1, 0, 0));
        assertEquals(1, io.getNextIrpStackLocation(irp).readWrite().length());
        assertThrows(BugCheck.class, () -> io.getNextIrpStackLocation(irp).deviceIoControl());
    }
}
