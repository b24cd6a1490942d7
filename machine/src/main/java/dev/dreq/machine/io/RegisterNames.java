package dev.dreq.machine.io;

import dev.dreq.plugin.io.Register;
import java.util.Arrays;
import java.util.List;

/** Which declared register lies at an offset of a window. */
public final class RegisterNames {

    /** Of a window without declared registers. */
    public static final RegisterNames NONE = new RegisterNames(List.of());

    /** Registers declared behind this are found by their offset only. */
    private static final int MOST = 1 << 16;

    private final String[] names;

    public RegisterNames(List<Register> registers) {
        int end = 0;
        for (Register register : registers) {
            end = Math.max(end, register.offset() + register.width());
        }
        names = new String[Math.min(end, MOST)];
        Arrays.fill(names, "");
        for (Register register : registers) {
            int to = Math.min(names.length, register.offset() + register.width());
            if (register.offset() < to) {
                Arrays.fill(names, register.offset(), to, register.name());
            }
        }
    }

    /** The name; empty where no register is declared. */
    public String at(long offset) {
        return offset < names.length ? names[(int) offset] : "";
    }
}
