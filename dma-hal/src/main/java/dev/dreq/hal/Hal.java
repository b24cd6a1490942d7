package dev.dreq.hal;

/** The Windows side. A placeholder. */
public final class Hal {
    private Hal() {}

    /** Returns the name of the module. */
    public static String module() {
        return "dev.dreq.hal";
    }
}
