package dev.dreq.hal.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a kernel does about broken rules, and those it has noticed. */
public final class Verifier {
    private final VerifierMode mode;
    private final Consumer<Violation> listener;
    private final List<Violation> violations = new ArrayList<>();
    private UnaryOperator<Violation> explanation = UnaryOperator.identity();

    /** Nothing is broken yet; {@code listener} is told of what does not stop. */
    public Verifier(VerifierMode mode, Consumer<Violation> listener) {
        this.mode = mode;
        this.listener = listener;
    }

    /** What was chosen. */
    public VerifierMode mode() {
        return mode;
    }

    /** All that were noticed, in order; with {@link VerifierMode#OFF} there are none. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Names who can tell what led to a stop that nobody judged. */
    public void explainBy(UnaryOperator<Violation> newExplanation) {
        explanation = newExplanation;
    }

    /** A stop on its way out of the kernel, with what led to it as far as that is known. */
    public VerifierStop explained(VerifierStop stop) {
        if (mode == VerifierMode.OFF || !stop.violation().call().isEmpty()) {
            return stop;
        }
        return stop(explanation.apply(stop.violation()));
    }

    /** Notes a violation that the kernel can go on after; throws it if the mode says so. */
    public void raise(Violation violation) {
        violations.add(violation);
        if (mode == VerifierMode.STOP) {
            throw new VerifierStop(violation);
        }
        listener.accept(violation);
    }

    /** Notes a violation that the kernel cannot go on after. */
    public VerifierStop stop(Violation violation) {
        violations.add(violation);
        return new VerifierStop(violation);
    }
}
