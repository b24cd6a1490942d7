package dev.dreq.plugin.io;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link IoHandler} made of declared registers. An access that names a register exactly costs
 * one table look-up and one call; a wider one goes to the neighbours in ascending order, a narrower
 * one to the register's part. Where no register is declared, reads give all ones and writes vanish.
 */
public final class RegisterBlock implements IoHandler {

    private final AccessSizes accessSizes;
    private final List<Register> registers;
    private final @Nullable Register[] byOffset;

    private RegisterBlock(int size, AccessSizes accessSizes, List<Register> registers) {
        this.accessSizes = accessSizes;
        this.registers = registers;
        this.byOffset = new Register[size];
        for (Register register : registers) {
            place(register);
        }
    }

    private void place(Register register) {
        for (int at = register.offset(); at < register.offset() + register.width(); at++) {
            if (at >= byOffset.length) {
                throw new IllegalArgumentException(
                        "register %s at %x does not fit a window of %x bytes"
                                .formatted(register.name(), register.offset(), byOffset.length));
            }
            Register other = byOffset[at];
            if (other != null) {
                throw new IllegalArgumentException(
                        "registers %s and %s share offset %x"
                                .formatted(other.name(), register.name(), at));
            }
            byOffset[at] = register;
        }
    }

    /**
     * Makes a window.
     *
     * @param size in bytes
     * @param accessSizes what accesses it takes
     * @param registers each within the window, none upon another
     */
    public static RegisterBlock of(int size, AccessSizes accessSizes, Register... registers) {
        return new RegisterBlock(
                size,
                accessSizes,
                Arrays.stream(registers)
                        .sorted(Comparator.comparingInt(Register::offset))
                        .toList());
    }

    @Override
    public AccessSizes accessSizes() {
        return accessSizes;
    }

    @Override
    public List<Register> registers() {
        return registers;
    }

    @Override
    public long read(long offset, int size) {
        int at = (int) offset;
        Register register = byOffset[at];
        if (register != null && register.offset() == at && register.width() == size) {
            return register.read();
        }
        return readParts(at, size);
    }

    private long readParts(int offset, int size) {
        long result = 0;
        int done = 0;
        while (done < size) {
            int at = offset + done;
            Register register = at < byOffset.length ? byOffset[at] : null;
            int skipped = register == null ? 0 : at - register.offset();
            int length = register == null ? 1 : Math.min(size - done, register.width() - skipped);
            long part =
                    register == null ? 0xff : (register.read() >>> (8 * skipped)) & ones(length);
            result |= part << (8 * done);
            done += length;
        }
        return result;
    }

    @Override
    public void write(long offset, int size, long value) {
        int at = (int) offset;
        Register register = byOffset[at];
        if (register != null && register.offset() == at && register.width() == size) {
            register.write(value, register.ones());
        } else {
            writeParts(at, size, value);
        }
    }

    private void writeParts(int offset, int size, long value) {
        int done = 0;
        while (done < size) {
            int at = offset + done;
            Register register = at < byOffset.length ? byOffset[at] : null;
            int skipped = register == null ? 0 : at - register.offset();
            int length = register == null ? 1 : Math.min(size - done, register.width() - skipped);
            if (register != null) {
                long mask = ones(length) << (8 * skipped);
                register.write((value >>> (8 * done)) << (8 * skipped), mask);
            }
            done += length;
        }
    }

    private static long ones(int bytes) {
        return -1L >>> (Long.SIZE - 8 * bytes);
    }

    /** Stores the power-on value in every register. */
    public void reset() {
        registers.forEach(Register::reset);
    }

    /** Writes what the registers store. */
    public void save(StateWriter out) {
        registers.forEach(register -> out.putLong(register.name(), register.get()));
    }

    /** Stores what {@link #save} wrote. */
    public void restore(StateReader in) {
        registers.forEach(register -> register.set(in.getLong(register.name())));
    }
}
