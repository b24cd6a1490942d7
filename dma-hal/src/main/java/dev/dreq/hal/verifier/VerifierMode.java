package dev.dreq.hal.verifier;

/** What is done about rules that a driver breaks. */
public enum VerifierMode {
    /** Only those are noticed that the kernel cannot go on after; they stop it. */
    OFF,
    /** All are noticed and collected; only those stop that the kernel cannot go on after. */
    REPORT,
    /** The first one stops. */
    STOP
}
