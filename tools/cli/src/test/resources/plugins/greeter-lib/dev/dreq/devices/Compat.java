package dev.dreq.devices;

/** Has the name of a class of the stock devices, and nothing else of it. */
public final class Compat {

    public static int greeting() {
        return 0x48;
    }
}
