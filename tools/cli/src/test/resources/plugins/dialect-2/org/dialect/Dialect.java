package org.dialect;

/** Version 2 of a library. */
public final class Dialect {

    private Dialect() {}

    public static int salute(String who) {
        return 0x20 + who.length();
    }
}
