package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.Verifier;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.Violation;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Completes violations with the call and what led to it, and hands them on. */
final class Judge {
    private final Verifier verifier;
    private final Clock clock;
    private final Queue<Noted> noted = new ArrayDeque<>();
    private @Nullable Step current;
    private int working;

    /** What was found while the kernel was at work, and on whose adapter. */
    private record Noted(AdapterLedger ledger, Violation violation) {}

    Judge(Verifier verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Whether the kernel is at work, and not a driver's routine that it calls. */
    boolean kernelWorks() {
        return working != 0;
    }

    /** Calls a driver's routine from inside the kernel's work. */
    <T> T callBack(Supplier<T> routine) {
        raiseNoted();
        int outer = working;
        working = 0;
        try {
            return routine.get();
        } finally {
            working = outer;
        }
    }

    private <T> T work(Step step, Supplier<T> kernel) {
        long begin = clock.read(step.call());
        Step outer = current;
        current = step;
        working++;
        T result;
        try {
            result = kernel.get();
            raiseNoted();
        } finally {
            working--;
            current = outer;
        }
        clock.ended(begin, step.call());
        return result;
    }

    /**
     * Something is found while the kernel is at work. It is raised when that is done, or when the
     * kernel calls a driver's routine.
     */
    void note(AdapterLedger ledger, Violation found) {
        noted.add(new Noted(ledger, found));
    }

    private void raiseNoted() {
        Step step = current;
        while (step != null && !noted.isEmpty()) {
            Noted next = noted.remove();
            List<String> history = next.ledger.history().without(step.call());
            verifier.raise(next.violation.after(step.call().toString(), history));
        }
    }

    /** A rule is broken, and the kernel can go on. */
    void raise(Step step, Violation violation) {
        verifier.raise(complete(violation, step));
    }

    /** As {@link #raise(Step, Violation)}. */
    void raise(Step step, Rule rule, long p2, long p3, long p4, String words) {
        raise(step, rule.stop(p2, p3, p4, words).violation());
    }

    /** As {@link #raise(Step, Violation)}, where there is no call that names an adapter. */
    void raise(
            String call,
            @Nullable AdapterLedger ledger,
            Rule rule,
            long p2,
            long p3,
            long p4,
            String words) {
        List<String> history = ledger == null ? List.of() : ledger.history().without(null);
        verifier.raise(rule.stop(p2, p3, p4, words).violation().after(call, history));
    }

    /** A rule is broken, and the kernel cannot go on. */
    VerifierStop stop(Step step, Rule rule, long p2, long p3, long p4, String words) {
        return verifier.stop(complete(rule.stop(p2, p3, p4, words).violation(), step));
    }

    /**
     * Lets the kernel work. What it stops with is completed; {@code refine} may know better which
     * rule it is.
     */
    <T> T run(Step step, UnaryOperator<Violation> refine, Supplier<T> kernel) {
        try {
            return work(step, kernel);
        } catch (VerifierStop stop) {
            if (isJudged(stop)) {
                throw stop;
            }
            throw verifier.stop(complete(refine.apply(stop.violation()), step));
        }
    }

    /**
     * As {@link #run}, for a call that the kernel can leave undone: if only reports are wanted, the
     * caller gets {@code undone}.
     */
    <T> T runOrLeave(Step step, UnaryOperator<Violation> refine, Supplier<T> kernel, T undone) {
        try {
            return work(step, kernel);
        } catch (VerifierStop stop) {
            Violation violation = refine.apply(stop.violation());
            if (isJudged(stop) || isOfCall(violation)) {
                throw isJudged(stop) ? stop : verifier.stop(complete(violation, step));
            }
            verifier.raise(complete(violation, step));
            return undone;
        }
    }

    /** It broke a rule in a call inside this one. */
    private static boolean isJudged(VerifierStop stop) {
        return !stop.violation().call().isEmpty();
    }

    /** A call that should not be made at all tells nothing of how the driver goes on. */
    private boolean isOfCall(Violation violation) {
        return verifier.mode() == VerifierMode.STOP
                || switch (violation.rule()) {
                    case WRONG_IRQL, IMPROPER_IRQL, ADAPTER_RELEASED, ADAPTER_NULL, WRONG_ACTION ->
                            true;
                    default -> false;
                };
    }

    private static Violation complete(Violation violation, Step step) {
        AdapterLedger ledger = step.ledger();
        List<String> history = ledger == null ? List.of() : ledger.history().without(step.call());
        return violation.after(step.call().toString(), history);
    }
}
