package dev.dreq.tools.remote.pc;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A slot and a function as QEMU writes them, {@code 06.0}, and as the number that it keeps. */
final class PciAddress {

    /** Any slot. */
    static final long ANY = -1;

    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F]{1,2})(?:\\.([0-7]))?");
    private static final int HEX = 16;
    private static final int SLOTS = 32;
    private static final int FUNCTIONS = 8;

    private PciAddress() {}

    /** Reads an address; empty if it is none. */
    static OptionalLong parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return text.equals("-1") ? OptionalLong.of(ANY) : OptionalLong.empty();
        }
        int slot = Integer.parseInt(matcher.group(1), HEX);
        int function = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2), HEX);
        return slot < SLOTS
                ? OptionalLong.of((long) slot * FUNCTIONS + function)
                : OptionalLong.empty();
    }

    /** The address of function 0 of a slot. */
    static long of(int slot) {
        return (long) slot * FUNCTIONS;
    }

    static int slot(long address) {
        return (int) (address / FUNCTIONS);
    }

    static int function(long address) {
        return (int) (address % FUNCTIONS);
    }
}
