package dev.dreq.tools.drivers;

/** The stock drivers. A placeholder. */
public final class Drivers {
    private Drivers() {}

    /** Returns the name of the module. */
    public static String module() {
        return "dev.dreq.tools.drivers";
    }
}
