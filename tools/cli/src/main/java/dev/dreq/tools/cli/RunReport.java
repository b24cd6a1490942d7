package dev.dreq.tools.cli;

import dev.dreq.machine.DeviceNode;
import java.util.List;

/**
 * How a run went.
 *
 * @param memory bytes of RAM
 * @param coherent whether the processor and bus masters always saw memory alike
 * @param seed decided how pages were scattered
 * @param devices of the machine, as they are at the end
 * @param driver and its options
 * @param jobs those that were done
 * @param kernelReports what the kernel had to say
 */
record RunReport(
        long memory,
        boolean coherent,
        long seed,
        List<DeviceNode> devices,
        String driver,
        List<JobReport> jobs,
        List<String> kernelReports) {

    RunReport {
        devices = List.copyOf(devices);
        jobs = List.copyOf(jobs);
        kernelReports = List.copyOf(kernelReports);
    }
}
