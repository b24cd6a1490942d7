package org.dialect;

/** Version 1 of a library. */
public final class Dialect {

    private Dialect() {}

    public static int greeting() {
        return 0x11;
    }
}
