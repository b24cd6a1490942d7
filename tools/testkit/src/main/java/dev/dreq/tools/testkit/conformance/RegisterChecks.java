package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.io.Field;
import dev.dreq.plugin.io.Register;
import dev.dreq.tools.testkit.bus.FakeWindow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What registers declare, and what they do. */
final class RegisterChecks {

    private static final int[] SIZES = {1, 2, 4, 8};

    /** Of a larger window the ends are looked at, and places by dice. */
    private static final int WHOLE_WINDOW = 0x2000;

    private static final int END = 0x100;
    private static final int PLACES = 0x1000;

    private RegisterChecks() {}

    static void declared(Bench bench) {
        for (FakeWindow window : bench.create().windows()) {
            Set<String> names = new HashSet<>();
            int end = 0;
            for (Register register : window.registers()) {
                String which = "%s at %x".formatted(register.name(), register.offset());
                if (register.offset() < end) {
                    throw wrong(which + " lies on or before the register before it");
                }
                end = register.offset() + register.width();
                if (end > window.length()) {
                    throw wrong(
                            "%s does not fit %s, which has %x bytes"
                                    .formatted(which, window.name(), window.length()));
                }
                if (!names.add(register.name())) {
                    throw wrong(which + " has the name of another register");
                }
                checkFields(which, register);
            }
        }
    }

    private static void checkFields(String which, Register register) {
        Set<String> names = new HashSet<>();
        for (Field field : register.fields()) {
            if (field.low() + field.width() > 8 * register.width()) {
                throw wrong("field %s does not fit %s".formatted(field.name(), which));
            }
            if (!names.add(field.name())) {
                throw wrong("%s has two fields named %s".formatted(which, field.name()));
            }
        }
    }

    private static BrokenRule wrong(String found) {
        return new BrokenRule(Rule.REGISTERS_DECLARED, found);
    }

    static void powerOn(Bench bench) {
        Specimen specimen = bench.create();
        List<FakeWindow> windows = specimen.windows();
        for (int number = 0; number < windows.size(); number++) {
            for (Register register : windows.get(number).registers()) {
                if (register.access() != Register.Access.WRITE_ONLY
                        && !bench.isUnpredictable(register.name())) {
                    long read = specimen.read(number, register);
                    if (read != register.resetValue()) {
                        throw new BrokenRule(
                                Rule.POWER_ON,
                                "register %s reads %x and declares %x"
                                        .formatted(register.name(), read, register.resetValue()));
                    }
                }
            }
        }
    }

    static void accessRights(Bench bench) {
        List<FakeWindow> windows = bench.create().windows();
        for (int number = 0; number < windows.size(); number++) {
            for (Register register : windows.get(number).registers()) {
                if (windows.get(number).accessSizes().takes(register.width())) {
                    try (Bench round = bench.round()) {
                        accessRights(round, number, register);
                    }
                }
            }
        }
    }

    private static void accessRights(Bench bench, int window, Register register) {
        switch (register.access()) {
            case READ_WRITE -> {}
            case READ_ONLY -> readOnly(bench, window, register);
            case WRITE_ONLY -> writeOnly(bench, window, register);
            case WRITE_ONE_TO_CLEAR -> writeOneToClear(bench, window, register);
        }
    }

    /** Of two devices alike, one is written to; a read may have effects, a write must not. */
    private static void readOnly(Bench bench, int window, Register register) {
        Specimen written = bench.create();
        Specimen left = bench.create();
        long before = written.read(window, register);
        left.read(window, register);
        write(written, window, register, ~before);
        compare(register, written, left, window, "was written, though it is READ_ONLY");
    }

    private static void writeOnly(Bench bench, int window, Register register) {
        long value = bench.create().read(window, register);
        if (value != ones(register)) {
            throw wrongAccess(register, "reads %x, though it is WRITE_ONLY".formatted(value));
        }
    }

    private static void writeOneToClear(Bench bench, int window, Register register) {
        Specimen written = bench.create();
        Specimen left = bench.create();
        write(written, window, register, 0);
        compare(register, written, left, window, "changed when zeros were written");
        long before = left.read(window, register);
        write(written, window, register, -1);
        long set = written.read(window, register) & ~before;
        if (set != 0) {
            throw wrongAccess(register, "has bits %x set by a write, which clears".formatted(set));
        }
    }

    private static void compare(
            Register register, Specimen written, Specimen left, int window, String what) {
        long actual = written.read(window, register);
        long expected = left.read(window, register);
        if (actual != expected) {
            throw wrongAccess(
                    register, "%s: it reads %x and not %x".formatted(what, actual, expected));
        }
    }

    private static void write(Specimen specimen, int window, Register register, long value) {
        specimen.perform(new Step.Write(window, register.offset(), register.width(), value));
    }

    private static BrokenRule wrongAccess(Register register, String what) {
        return new BrokenRule(
                Rule.ACCESS_RIGHTS, "register %s %s".formatted(register.name(), what));
    }

    private static long ones(Register register) {
        return -1L >>> (Long.SIZE - 8 * register.width());
    }

    static void accessSizes(Bench bench) {
        Specimen specimen = bench.create();
        List<FakeWindow> windows = specimen.windows();
        for (int number = 0; number < windows.size(); number++) {
            long length = windows.get(number).length();
            SplittableRandom random = new SplittableRandom(number);
            if (length <= WHOLE_WINDOW) {
                for (long offset = 0; offset < length; offset++) {
                    allSizes(specimen, number, offset);
                }
            } else {
                for (long offset = 0; offset < END; offset++) {
                    allSizes(specimen, number, offset);
                    allSizes(specimen, number, length - 1 - offset);
                }
                for (int i = 0; i < PLACES; i++) {
                    allSizes(specimen, number, random.nextLong(length));
                }
            }
        }
    }

    private static void allSizes(Specimen specimen, int window, long offset) {
        for (int size : SIZES) {
            specimen.perform(new Step.Read(window, offset, size));
            specimen.perform(new Step.Write(window, offset, size, 0));
            specimen.perform(new Step.Write(window, offset, size, -1));
        }
    }
}
