package dev.dreq.tools.remote.pc;

/** The version of QEMU whose answers these are, for clients that ask. */
public final class Version {

    public static final int MAJOR = 7;
    public static final int MINOR = 2;
    public static final int MICRO = 22;

    /** Who it really is. */
    public static final String PACKAGE = "Dreq";

    private Version() {}
}
