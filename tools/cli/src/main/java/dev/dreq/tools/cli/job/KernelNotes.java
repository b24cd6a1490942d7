package dev.dreq.tools.cli.job;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.Violation;
import java.util.ArrayList;
import java.util.List;

/** What the kernels of a run had to say, in order. */
public final class KernelNotes {
    private final List<String> reports = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    /** Takes what a kernel that has ended has noticed. */
    void take(Kernel kernel) {
        reports.addAll(kernel.ke().reports());
        reports.addAll(kernel.dma().advice());
        violations.addAll(kernel.verifier().violations());
    }

    /** Takes what stopped the kernel that was taken last; without a verifier only that is known. */
    void take(VerifierStop stop) {
        if (!violations.contains(stop.violation())) {
            violations.add(stop.violation());
        }
    }

    /** Such as interrupts that nobody claimed. */
    public List<String> reports() {
        return List.copyOf(reports);
    }

    /** Rules that drivers broke. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }
}
