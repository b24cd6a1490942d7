package dev.dreq.tools.bench.hal;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.machine.Machine;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.testkit.Firmware;

/** A device of a machine that its stock driver has started, and a program's buffer. */
final class DrivenDevice implements AutoCloseable {

    private final Machine machine;
    private final Kernel kernel;
    private final DeviceObject device;
    private final long buffer;

    /**
     * Starts one.
     *
     * @param name of the device on the machine
     * @param bytes of the program's buffer, scattered in memory
     */
    DrivenDevice(Machine machine, String name, String driverName, int bytes) {
        this.machine = machine;
        kernel =
                new Kernel(
                        machine.cpu(),
                        KernelOptions.defaults()
                                .withIsaInterrupts(Firmware.interrupts(machine))
                                .withSystemDma(Firmware.systemDma(machine)));
        device = kernel.run("start", () -> start(name, driverName));
        buffer = kernel.mm().allocateVirtualMemory(bytes, Placement.scattered());
    }

    private DeviceObject start(String name, String driverName) {
        DriverObject driver =
                kernel.io().loadDriver(driverName, StockDrivers.named(driverName).create());
        DeviceObject physical =
                Firmware.addDevice(kernel, driver, machine, machine.device(name).orElseThrow())
                        .orElseThrow();
        require(kernel.io().startDevice(physical));
        require(kernel.io().create(physical).status());
        return physical;
    }

    private static void require(NtStatus status) {
        if (!status.isSuccess()) {
            throw new IllegalStateException(status.toString());
        }
    }

    /** One request to read, at most as long as the buffer. */
    void read(long byteOffset, int length) {
        kernel.run("read", () -> done(kernel.io().read(device, buffer, length, byteOffset)));
    }

    /** One request of a code, with a structure and the buffer. */
    void control(int code, byte[] structure, int length) {
        kernel.run(
                "control",
                () -> {
                    long in =
                            kernel.mm()
                                    .allocateVirtualMemory(structure.length, Placement.scattered());
                    kernel.mm().write(in, structure, 0, structure.length);
                    IoStatusBlock answer =
                            kernel.io()
                                    .deviceControl(
                                            device, code, in, structure.length, buffer, length);
                    kernel.mm().freeVirtualMemory(in);
                    return done(answer);
                });
    }

    private static IoStatusBlock done(IoStatusBlock answer) {
        require(answer.status());
        return answer;
    }

    /** Where the program's buffer is. */
    long buffer() {
        return buffer;
    }

    /** What it holds. */
    void content(byte[] target, int index, int length) {
        kernel.mm().read(buffer, target, index, length);
    }

    /** Changes what it holds. */
    void fill(byte[] content) {
        kernel.mm().write(buffer, content, 0, content.length);
    }

    @Override
    public void close() {
        kernel.close();
        machine.close();
    }
}
