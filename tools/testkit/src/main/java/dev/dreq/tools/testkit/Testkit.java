package dev.dreq.tools.testkit;

/** The testkit. A placeholder. */
public final class Testkit {
    private Testkit() {}

    /** Returns the name of the module. */
    public static String module() {
        return "dev.dreq.tools.testkit";
    }
}
