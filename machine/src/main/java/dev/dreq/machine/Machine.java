package dev.dreq.machine;

/** The machine core. A placeholder. */
public final class Machine {
    private Machine() {}

    /** Returns the name of the module. */
    public static String module() {
        return "dev.dreq.machine";
    }
}
