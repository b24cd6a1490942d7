package dev.dreq.tools.cli.job;

import dev.dreq.hal.KernelOptions;
import dev.dreq.machine.DeviceNode;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.report.DeviceSummary;
import java.util.List;
import java.util.Optional;

/** The machine that a run works on: one of this process, or a remote one. */
public interface Target extends AutoCloseable {

    /** The machine as software sees it. */
    CpuBus cpu();

    /** Options of a kernel, with what firmware says of the machine. */
    KernelOptions withFirmware(KernelOptions options);

    /** The first device of a driver's type; if there is none, all that is missing is told. */
    Card card(DriverChoice driver) throws JobFailure;

    /** Those of its devices that this process emulates, to be looked into; none if it is remote. */
    default List<DeviceNode> emulated() {
        return List.of();
    }

    /** Its devices, as they are now. */
    List<DeviceSummary> devices();

    /** Whether its display adapter moves pictures itself; else the processor does. */
    boolean movesPictures();

    /** Whether {@link #picture} ever has one. */
    boolean shows();

    /** What its first display adapter shows, if that can be seen. */
    Optional<ScanOut.Picture> picture() throws JobFailure;

    @Override
    void close();
}
