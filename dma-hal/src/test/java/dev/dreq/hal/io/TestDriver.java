package dev.dreq.hal.io;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.NtStatus;
import java.util.ArrayList;
import java.util.List;

/** A driver of one device whose read and write go through StartIo, and which notes what it sees. */
final class TestDriver implements AutoCloseable {
    final ScriptedBus bus = ScriptedBus.pc();
    final Kernel kernel = new Kernel(bus, KernelOptions.defaults());
    final Io io = kernel.io();
    final List<String> seen = new ArrayList<>();
    final DriverObject driver;
    final DeviceObject device;
    DriverStartIo startIo =
            (device, irp) -> finish(device, irp, NtStatus.STATUS_SUCCESS, length(irp));
    DriverCancel cancel;
    boolean pnpFails;

    TestDriver(int flags) {
        driver =
                io.loadDriver(
                        "Test",
                        (linked, object) -> {
                            object.setDriverStartIo((device, irp) -> startIo.startIo(device, irp));
                            object.setMajorFunction(IrpMajor.IRP_MJ_READ, this::queue);
                            object.setMajorFunction(IrpMajor.IRP_MJ_WRITE, this::queue);
                            object.setMajorFunction(IrpMajor.IRP_MJ_PNP, this::pnp);
                            object.setAddDevice((d, pdo) -> add(d, pdo, flags));
                            object.setDriverUnload(d -> seen.add("unload"));
                            return NtStatus.STATUS_SUCCESS;
                        },
                        CmResourceList.isa(new CmResource.Port(0x3F0, 8), new CmResource.Dma(2)));
        device = driver.deviceObject();
    }

    private NtStatus add(DriverObject object, DeviceObject pdo, int flags) {
        DeviceObject fdo = io.createDevice(object, null, "\\Device\\Test", 7, 0);
        fdo.setDeviceExtension(io.attachDeviceToDeviceStack(fdo, pdo));
        fdo.setFlags(flags);
        seen.add("add on " + io.legacyBusType(pdo));
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus pnp(DeviceObject fdo, Irp irp) {
        IoParameters.Pnp pnp = io.getCurrentIrpStackLocation(irp).pnp();
        seen.add(pnp.minor() + " " + pnp.allocatedResources().resources());
        if (pnpFails) {
            irp.ioStatus().set(NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR, 0);
            io.completeRequest(irp);
            return NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR;
        }
        DeviceObject lower = (DeviceObject) fdo.deviceExtension();
        io.skipCurrentIrpStackLocation(irp);
        NtStatus status = io.callDriver(lower, irp);
        if (pnp.minor() == PnpMinor.IRP_MN_REMOVE_DEVICE) {
            io.detachDevice(lower);
            io.deleteDevice(fdo);
        }
        return status;
    }

    private NtStatus queue(DeviceObject fdo, Irp irp) {
        io.markIrpPending(irp);
        io.startPacket(fdo, irp, null, cancel);
        return NtStatus.STATUS_PENDING;
    }

    int length(Irp irp) {
        return io.getCurrentIrpStackLocation(irp).readWrite().length();
    }

    /** The end of a StartIo or a DPC: the next packet first, then completion. */
    void finish(DeviceObject fdo, Irp irp, NtStatus status, long information) {
        io.setCancelRoutine(irp, null);
        io.startNextPacket(fdo, cancel != null);
        irp.ioStatus().set(status, information);
        io.completeRequest(irp);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
