package dev.dreq.hal.verifier;

import java.util.ArrayList;
import java.util.List;

/** What a kernel does about broken rules, and those it has noticed. */
public final class Verifier {
    private final VerifierMode mode;
    private final List<Violation> violations = new ArrayList<>();

    /** Nothing is broken yet. */
    public Verifier(VerifierMode mode) {
        this.mode = mode;
    }

    /** What was chosen. */
    public VerifierMode mode() {
        return mode;
    }

    /** All that were noticed, in order; with {@link VerifierMode#OFF} there are none. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Notes a violation that the kernel can go on after; throws it if the mode says so. */
    public void raise(Violation violation) {
        violations.add(violation);
        if (mode == VerifierMode.STOP) {
            throw new VerifierStop(violation);
        }
    }

    /** Notes a violation that the kernel cannot go on after. */
    public VerifierStop stop(Violation violation) {
        violations.add(violation);
        return new VerifierStop(violation);
    }
}
