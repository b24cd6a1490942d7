package dev.dreq.tools.testkit.bus;

/** What was set off does not come to an end, or not within what a machine grants it. */
public final class EndlessWork extends AssertionError {

    private static final long serialVersionUID = 1L;

    EndlessWork(String what) {
        super(what);
    }
}
