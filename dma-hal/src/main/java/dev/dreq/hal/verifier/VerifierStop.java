package dev.dreq.hal.verifier;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;

/** Bug check 0xE6, DRIVER_VERIFIER_DMA_VIOLATION: a driver broke a {@link Rule}. */
public final class VerifierStop extends BugCheck {
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    /** The stop for a violation. */
    public VerifierStop(Violation violation) {
        super(
                BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION,
                violation.rule().code(),
                violation.p2(),
                violation.p3(),
                violation.p4(),
                words(violation));
        this.violation = violation;
    }

    private static String words(Violation violation) {
        String said = violation.rule() + ": " + violation.message();
        return violation.call().isEmpty() ? said : said + "; in " + violation.call();
    }

    /** What the driver did. */
    public Violation violation() {
        return violation;
    }
}
