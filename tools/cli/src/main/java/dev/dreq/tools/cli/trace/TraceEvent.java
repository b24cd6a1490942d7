package dev.dreq.tools.cli.trace;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/**
 * Something that happened.
 *
 * @param time virtual, in nanoseconds
 * @param sequence orders what happened at one time
 * @param duration virtual, in nanoseconds
 * @param device on the machine, such as {@code fdc0}, or a device object; may be empty
 * @param driver whose code ran, without {@code \Driver\}; may be empty
 * @param irp the address of the request that the device object worked on; 0 for none
 * @param number the DMA channel, interrupt input, vector or new IRQL; -1 for none
 * @param address the first byte in memory of what was mapped or moved
 * @param length in bytes, of what was mapped or moved
 * @param begins whether it begins something: a line rises, a request comes to its first driver
 * @param name in a word
 * @param what in words
 * @param wallTime when it was in the world, in nanoseconds since 1970
 * @param thread on which it ran
 */
record TraceEvent(
        EventKind kind,
        long time,
        long sequence,
        long duration,
        String device,
        String driver,
        long irp,
        int number,
        long address,
        long length,
        boolean begins,
        String name,
        String what,
        long wallTime,
        String thread) {

    /** The order in which things happened. */
    static final Comparator<TraceEvent> ORDER =
            Comparator.comparingLong(TraceEvent::time).thenComparingLong(TraceEvent::sequence);

    private static final int LONGEST_TEXT = 20_000;

    /** Who did it: the driver, else the device, else the machine. */
    String who() {
        if (!driver.isEmpty()) {
            return driver;
        }
        return device.isEmpty() ? "machine" : device;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(kind.word());
        out.writeLong(time);
        out.writeLong(sequence);
        out.writeLong(duration);
        out.writeUTF(device);
        out.writeUTF(driver);
        out.writeLong(irp);
        out.writeInt(number);
        out.writeLong(address);
        out.writeLong(length);
        out.writeBoolean(begins);
        out.writeUTF(name);
        out.writeUTF(what.substring(0, Math.min(what.length(), LONGEST_TEXT)));
        out.writeLong(wallTime);
        out.writeUTF(thread);
    }

    static TraceEvent read(DataInput in) throws IOException {
        return new TraceEvent(
                EventKind.of(in.readUTF()).orElseThrow(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readUTF());
    }
}
