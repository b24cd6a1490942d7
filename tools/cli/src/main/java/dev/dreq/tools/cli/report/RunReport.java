package dev.dreq.tools.cli.report;

import dev.dreq.hal.verifier.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a run went.
 *
 * @param memory bytes of RAM
 * @param coherent whether the processor and bus masters always saw memory alike
 * @param seed decided how pages were scattered
 * @param devices of the machine, as they are at the end
 * @param activity what each of them did
 * @param log what was done
 * @param kernelReports what the kernel had to say
 * @param screendump the file that holds what the screen showed
 * @param violations rules that drivers broke
 */
public record RunReport(
        long memory,
        boolean coherent,
        long seed,
        List<DeviceSummary> devices,
        MachineActivity activity,
        RunLog log,
        List<String> kernelReports,
        Optional<Path> screendump,
        List<Violation> violations) {

    /** Lists that nobody changes. */
    public RunReport {
        devices = List.copyOf(devices);
        kernelReports = List.copyOf(kernelReports);
        violations = List.copyOf(violations);
    }
}
