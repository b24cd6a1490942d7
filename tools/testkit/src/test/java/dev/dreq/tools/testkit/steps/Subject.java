package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import java.util.Map;
import java.util.SplittableRandom;

/** A stock driver on a whole machine, and one request of it that is made again and again. */
abstract class Subject implements AutoCloseable {
    final Machine machine;
    final SteppingBus bus;
    final Kernel kernel;
    final DriverObject driver;

    Subject(Machine machine, KernelOptions options, String driverName, Map<String, String> set) {
        this.machine = machine;
        this.bus = new SteppingBus(machine.cpu());
        this.kernel = new Kernel(bus, options);
        var type = StockDrivers.named(driverName);
        this.driver =
                kernel.io()
                        .loadDriver(driverName, type.create(Settings.parse(type.settings(), set)));
    }

    /** A request that is out. */
    record Sent(Irp irp, Kevent event, IoStatusBlock result) {}

    /** What the kernel holds for a driver, which must be the same after each request. */
    record Holdings(int lockedPages, int mdls, int irps, int irql) {}

    /** The physical device. */
    abstract DeviceObject device();

    /** What the request needs before it can be made, once a device is started. */
    abstract void prepare();

    /** Builds the request. */
    abstract Irp build(Kevent event, IoStatusBlock result);

    /** The request went well: its data is where it should be. */
    abstract void assertMoved();

    /** Forgets what an earlier request moved, so that it cannot be taken for a later one's. */
    abstract void forget();

    abstract DeviceNode node();

    Holdings holdings() {
        return new Holdings(
                kernel.mm().lockedPageFrames(),
                kernel.io().allocatedMdls(),
                kernel.io().outstandingIrps(),
                kernel.ke().getCurrentIrql());
    }

    void start() {
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(device()));
        prepare();
    }

    /** Stops the device and starts it again. */
    void restart() {
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().stopDevice(device()));
        start();
    }

    /** Adds the device, which was removed, to the driver again, and starts it. */
    final void addAndStart() {
        add();
        start();
    }

    /** Adds the device to the driver. */
    abstract void add();

    /**
     * Starts the device and makes the request once; tells how many pages are free when the kernel
     * has taken those that it keeps, for its pools and map registers.
     */
    long warmUp() {
        start();
        assertEquals(NtStatus.STATUS_SUCCESS, complete(build()));
        restart();
        return kernel.mm().freePageFrames();
    }

    /** Builds the request; it goes with {@link #complete}. */
    Sent build() {
        forget();
        Kevent event =
                kernel.ke().initializeEvent("the request", EventType.NotificationEvent, false);
        IoStatusBlock result = kernel.io().newStatusBlock();
        return new Sent(build(event, result), event, result);
    }

    /** Sends the request and waits for its end. */
    NtStatus complete(Sent sent) {
        NtStatus status =
                kernel.io().callDriver(kernel.io().getAttachedDevice(device()), sent.irp());
        if (status == NtStatus.STATUS_PENDING) {
            kernel.ke().waitForSingleObject(sent.event());
        }
        return sent.result().status();
    }

    long buffer(int length, int offset) {
        return kernel.mm()
                .allocateVirtualMemory(
                        length, Placement.scattered().inSystemSpace().atOffset(offset));
    }

    byte[] bytes(long va, int length) {
        byte[] bytes = new byte[length];
        kernel.mm().read(va, bytes, 0, length);
        return bytes;
    }

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** A device object for somebody else who wants DMA. */
    DeviceObject other() {
        DriverObject somebody =
                kernel.io()
                        .loadDriver(
                                "Other",
                                (linked, object) -> NtStatus.STATUS_SUCCESS,
                                new CmResourceList[0]);
        return kernel.io().createDevice(somebody, null, "\\Device\\Other", 0x22, 0);
    }

    @Override
    public void close() {
        kernel.close();
        machine.close();
    }
}
