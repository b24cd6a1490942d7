package dev.dreq.tools.cli;

/** What the command returns to its caller. */
final class ExitStatus {
    /** All went well. */
    static final int OK = 0;

    /** A job failed. */
    static final int FAILED = 1;

    /** The command line asks for something that there is not. */
    static final int BAD_USAGE = 2;

    /** A driver broke a rule of the DMA contract. */
    static final int BROKEN_RULE = 3;

    private ExitStatus() {}
}
