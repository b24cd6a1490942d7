package dev.dreq.machine.memory;

import dev.dreq.machine.io.Window;
import java.util.Arrays;

/**
 * Moves ranges of physical memory, section by section. RAM and ROM move in blocks; a device's
 * window is read and written by the largest accesses that it takes and that their alignment allows.
 */
public final class MemoryRanges {

    private static final int STAGE = 4096;

    private final MemoryMap map;
    private final byte[] stage = new byte[STAGE];

    public MemoryRanges(MemoryMap map) {
        this.map = map;
    }

    /**
     * Whether a range touches a device, so that reading or writing it is more than moving bytes.
     */
    public boolean touchesDevice(long address, long length) {
        long done = 0;
        while (done < length) {
            Section section = map.find(address + done);
            if (section.window != null) {
                return true;
            }
            done += section.run(address + done, length - done);
        }
        return false;
    }

    /** Copies physical memory into an array. */
    public void read(long address, byte[] target, int index, int length) {
        for (int done = 0; done < length; ) {
            long at = address + done;
            Section section = map.find(at);
            int run = (int) section.run(at, length - done);
            if (section.bank != null) {
                section.bank.read(at + section.toBank, target, index + done, run);
            } else if (section.window != null) {
                readWindow(section.window, at, target, index + done, run);
            } else {
                Arrays.fill(target, index + done, index + done + run, (byte) 0);
            }
            done += run;
        }
    }

    private static void readWindow(
            Window window, long address, byte[] target, int index, int length) {
        for (int done = 0; done < length; ) {
            int size = accessSize(window, address + done, length - done);
            long value =
                    window.takes(size) ? window.read(address + done - window.base(), size) : -1;
            for (int i = 0; i < size; i++) {
                target[index + done + i] = (byte) (value >>> (8 * i));
            }
            done += size;
        }
    }

    /**
     * The largest access that fits what is left, is aligned, and is not above what the window
     * takes.
     */
    private static int accessSize(Window window, long address, long left) {
        long aligned = Long.lowestOneBit(address | 8);
        return (int) Math.min(Math.min(aligned, window.largest()), Long.highestOneBit(left));
    }

    /** Copies an array into physical memory. */
    public void write(long address, byte[] source, int index, int length) {
        for (int done = 0; done < length; ) {
            long at = address + done;
            Section section = map.find(at);
            int run = (int) section.run(at, length - done);
            if (section.bank != null && section.writable) {
                section.bank.write(at + section.toBank, source, index + done, run);
            } else if (section.window != null) {
                writeWindow(section.window, at, source, index + done, run);
            }
            done += run;
        }
    }

    private static void writeWindow(
            Window window, long address, byte[] source, int index, int length) {
        for (int done = 0; done < length; ) {
            int size = accessSize(window, address + done, length - done);
            if (window.takes(size)) {
                long value = 0;
                for (int i = 0; i < size; i++) {
                    value |= (source[index + done + i] & 0xffL) << (8 * i);
                }
                window.write(address + done - window.base(), size, value);
            }
            done += size;
        }
    }

    /** Sets physical memory to a value. */
    public void fill(long address, long length, byte value) {
        for (long done = 0; done < length; ) {
            long at = address + done;
            Section section = map.find(at);
            long run = section.run(at, length - done);
            if (section.bank != null && section.writable) {
                section.bank.fill(at + section.toBank, run, value);
            } else if (section.window != null) {
                fillWindow(section.window, at, run, value);
            }
            done += run;
        }
    }

    private static void fillWindow(Window window, long address, long length, byte value) {
        long pattern = (value & 0xffL) * 0x0101_0101_0101_0101L;
        for (long done = 0; done < length; ) {
            int size = accessSize(window, address + done, length - done);
            if (window.takes(size)) {
                window.write(address + done - window.base(), size, pattern & Window.ones(size));
            }
            done += size;
        }
    }

    /**
     * Copies physical memory. The ranges may overlap; what the source holds is read before it is
     * overwritten.
     */
    public void copy(long target, long source, long length) {
        boolean descending = Long.compareUnsigned(target - source, length) < 0;
        for (long done = 0; done < length; ) {
            long left = length - done;
            if (descending) {
                done += copyLast(target, source, left);
            } else {
                done += copyFirst(target + done, source + done, left);
            }
        }
    }

    private long copyFirst(long target, long source, long length) {
        Section from = map.find(source);
        Section into = map.find(target);
        long run = into.run(target, from.run(source, length));
        return copyRun(into, target, from, source, run, false);
    }

    private long copyLast(long target, long source, long length) {
        Section from = map.find(source + length - 1);
        Section into = map.find(target + length - 1);
        long run = Math.min(length, below(from, source + length));
        run = Math.min(run, below(into, target + length));
        if (from.window != null || into.window != null) {
            run = Math.min(run, STAGE);
        }
        long start = length - run;
        return copyRun(into, target + start, from, source + start, run, true);
    }

    /** How many bytes of a section lie below an address, of which the last does. */
    private static long below(Section section, long end) {
        long bytes = end - section.start;
        return bytes > 0 ? bytes : Long.MAX_VALUE; // from 2^63 on, behind everything
    }

    /** Copies a run that lies in one section on either side; tells how much of it. */
    private long copyRun(
            Section into, long target, Section from, long source, long run, boolean descending) {
        if (from.window != null || into.window != null) {
            int staged = (int) Math.min(run, STAGE);
            read(source, stage, 0, staged);
            write(target, stage, 0, staged);
            return staged;
        }
        if (into.bank == null || !into.writable) {
            return run;
        }
        long to = target + into.toBank;
        if (from.bank == null) {
            into.bank.fill(to, run, (byte) 0);
        } else if (descending) {
            into.bank.copyDescending(to, from.bank, source + from.toBank, run);
        } else {
            into.bank.copyAscending(to, from.bank, source + from.toBank, run);
        }
        return run;
    }
}
