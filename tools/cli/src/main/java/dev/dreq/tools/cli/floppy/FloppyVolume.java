package dev.dreq.tools.cli.floppy;

import static dev.dreq.tools.drivers.floppy.FloppyControlCode.IOCTL_DISK_GET_DRIVE_GEOMETRY;
import static dev.dreq.tools.drivers.floppy.FloppyControlCode.IOCTL_FLOPPY_GET_STATISTICS;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.mm.Placement;
import dev.dreq.tools.cli.job.DeviceControls;
import dev.dreq.tools.cli.job.DriverFigures;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.StatusWords;
import dev.dreq.tools.cli.job.UserMemory;
import dev.dreq.tools.drivers.floppy.DiskGeometry;
import dev.dreq.tools.drivers.floppy.FloppyStatistics;

/**
 * A floppy as a program sees it: read and written by requests to its driver, each of at most one
 * cylinder, through one buffer of the program's own.
 */
final class FloppyVolume implements AutoCloseable {

    /**
     * Where in its first page the buffer begins: one sector in, so that it spans pages unevenly.
     */
    static final int BUFFER_OFFSET = 0x200;

    private final Kernel kernel;
    private final DeviceObject device;
    private final String name;
    private final DiskGeometry geometry;
    private final long buffer;
    private long requests;

    private FloppyVolume(
            Kernel kernel, DeviceObject device, String name, DiskGeometry geometry, long buffer) {
        this.kernel = kernel;
        this.device = device;
        this.name = name;
        this.geometry = geometry;
        this.buffer = buffer;
    }

    /**
     * Finds out what disk there is.
     *
     * @param name of the drive, for messages
     * @param job what it is for, for messages
     */
    static FloppyVolume open(Kernel kernel, DeviceObject device, String name, String job)
            throws JobFailure {
        DiskGeometry geometry =
                DiskGeometry.decode(
                        new DeviceControls(kernel, device)
                                .ask(
                                        IOCTL_DISK_GET_DRIVE_GEOMETRY,
                                        DiskGeometry.SIZE,
                                        "%s cannot begin on %s".formatted(job, name)));
        Placement placement = Placement.scattered().atOffset(BUFFER_OFFSET);
        long buffer = UserMemory.allocate(kernel, geometry.cylinderBytes(), placement, job);
        return new FloppyVolume(kernel, device, name, geometry, buffer);
    }

    /** Bytes on the disk. */
    long bytes() {
        return geometry.bytes();
    }

    /** The longest request: one cylinder. */
    int bytesPerRequest() {
        return geometry.cylinderBytes();
    }

    /** What was asked of the driver, and what it says that it has done. */
    DriverFigures figures() throws JobFailure {
        FloppyStatistics statistics =
                FloppyStatistics.decode(
                        new DeviceControls(kernel, device)
                                .ask(
                                        IOCTL_FLOPPY_GET_STATISTICS,
                                        FloppyStatistics.SIZE,
                                        "%s has no statistics".formatted(name)));
        return new DriverFigures(requests, statistics.operations(), statistics.longestOperation());
    }

    /** Reads up to {@code length} bytes from a place on the disk: one request. */
    void read(long byteOffset, byte[] target, int length) throws JobFailure {
        requests++;
        check("reading", byteOffset, length, kernel.io().read(device, buffer, length, byteOffset));
        kernel.mm().read(buffer, target, 0, length);
    }

    /** Writes to a place on the disk: one request. */
    void write(long byteOffset, byte[] source, int length) throws JobFailure {
        kernel.mm().write(buffer, source, 0, length);
        requests++;
        check("writing", byteOffset, length, kernel.io().write(device, buffer, length, byteOffset));
    }

    private void check(String doing, long byteOffset, int length, IoStatusBlock result)
            throws JobFailure {
        if (!result.status().isSuccess() || result.information() != length) {
            throw new JobFailure(
                    "%s %s failed at byte %d: %s, %d of %d bytes moved"
                            .formatted(
                                    doing,
                                    name,
                                    byteOffset,
                                    StatusWords.of(result.status()),
                                    result.information(),
                                    length));
        }
    }

    @Override
    public void close() {
        kernel.mm().freeVirtualMemory(buffer);
    }
}
