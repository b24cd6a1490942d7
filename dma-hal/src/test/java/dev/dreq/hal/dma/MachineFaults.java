package dev.dreq.hal.dma;

import static dev.dreq.hal.dma.VerifierDesk.fault;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dreq.hal.dma.VerifierDesk.Case;
import dev.dreq.hal.io.BusDevice;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.List;

/** Faults of clocks, devices, requests and waits. */
final class MachineFaults {
    private MachineFaults() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        Rule.CLOCK_WENT_BACK,
                        "a faulty clock",
                        desk -> {
                            desk.pc.clock = () -> 500;
                            desk.kernel.ke().queryPerformanceCounter();
                            desk.pc.clock = () -> 499;
                            return fault(
                                    () -> desk.kernel.ke().queryPerformanceCounter(), 500L, 499L);
                        }),
                new Case(
                        Rule.CLOCK_TOO_FAST,
                        "two seconds a look",
                        desk -> {
                            long[] now = new long[1];
                            desk.pc.clock = () -> now[0] += 2_000_000_000L;
                            return fault(
                                    () -> desk.slave.operations.readDmaCounter(desk.slave.adapter),
                                    4_000_000_000L);
                        }),
                new Case(
                        Rule.DEVICE_FAULT,
                        "memory that nobody mapped",
                        desk -> {
                            desk.mapMaster(true);
                            return fault(
                                    () -> desk.access(0x3210, 8, DmaDirection.FROM_MEMORY),
                                    0L,
                                    0x3210L,
                                    0L);
                        }),
                new Case(
                        Rule.DEVICE_FAULT,
                        "the other direction",
                        desk -> {
                            long logical = desk.mapMaster(true).address();
                            return fault(
                                    () -> desk.access(logical, 8, DmaDirection.TO_MEMORY),
                                    0L,
                                    logical,
                                    1L);
                        }),
                new Case(
                        Rule.DEVICE_OVERRUN,
                        "behind the end of the only run",
                        desk -> {
                            desk.flushed(desk.mdl);
                            Master.Run run = desk.master.take(1).map(desk.mdl, desk.va, 0x80, true);
                            return fault(
                                    () ->
                                            desk.access(
                                                    run.address() + 0x70,
                                                    0x20,
                                                    DmaDirection.FROM_MEMORY),
                                    0L,
                                    run.address() + 0x80,
                                    0x10L);
                        }),
                new Case(
                        Rule.LEAKED,
                        "a device is stopped whose adapter is not put",
                        desk -> {
                            BusDevice device = mock(BusDevice.class);
                            when(device.resources()).thenReturn(CmResourceList.empty());
                            when(device.start()).thenReturn(NtStatus.STATUS_SUCCESS);
                            DeviceObject physical = desk.kernel.io().newPhysicalDevice(device);
                            DmaAdapter adapter =
                                    desk.rig.dma.getDmaAdapter(
                                            physical,
                                            InterfaceType.Isa,
                                            Rig.on(2).maximumLength(0x1000).build(),
                                            desk.rig.mm.newUlong(0));
                            return fault(
                                    () -> desk.kernel.io().stopDevice(physical),
                                    adapter == null ? 0 : adapter.address(),
                                    0L);
                        }),
                new Case(
                        Rule.LEAKED,
                        "a driver is unloaded that has had lists",
                        desk -> {
                            DriverObject driver =
                                    desk.kernel
                                            .io()
                                            .loadDriver("leaky", (k, d) -> NtStatus.STATUS_SUCCESS);
                            DeviceObject device = Rig.device("leaky");
                            when(device.driverObject()).thenReturn(driver);
                            desk.flushed(desk.mdl);
                            desk.atDispatch(
                                    () ->
                                            desk.master.operations.getScatterGatherList(
                                                    desk.master.adapter,
                                                    device,
                                                    desk.mdl,
                                                    desk.va,
                                                    0x3000,
                                                    (d, i, list, c) ->
                                                            desk.master.operations
                                                                    .putScatterGatherList(
                                                                            desk.master.adapter,
                                                                            list,
                                                                            true),
                                                    null,
                                                    true));
                            return fault(
                                    () -> desk.kernel.io().unloadDriver(driver),
                                    desk.master.adapter.address(),
                                    0L);
                        }),
                new Case(
                        Rule.IRP_COMPLETED_EARLY,
                        "the channel is held",
                        desk -> {
                            Irp irp = desk.kernel.io().allocateIrp(1);
                            irp.setCurrentLocation(1);
                            irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 0);
                            desk.master.take(
                                    1,
                                    Rig.device("with an IRP", irp),
                                    IoAllocationAction.KeepObject);
                            return fault(
                                    () -> desk.kernel.io().completeRequest(irp),
                                    irp.address(),
                                    1L,
                                    desk.master.adapter.address());
                        }),
                new Case(
                        Rule.WAIT_AT_DISPATCH,
                        "in AdapterControl",
                        desk -> {
                            Kevent never =
                                    desk.kernel
                                            .ke()
                                            .initializeEvent(
                                                    "never", EventType.NotificationEvent, false);
                            return fault(
                                    () ->
                                            desk.inSlavesControl(
                                                    () ->
                                                            desk.kernel
                                                                    .ke()
                                                                    .waitForSingleObject(never)),
                                    (long) Irql.DISPATCH_LEVEL);
                        }));
    }
}
