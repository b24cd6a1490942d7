package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * The bytes of the command being given or executed, and their fields. Never holds more than the
 * longest command has.
 */
final class CommandBytes {

    private static final int LONGEST = 18;

    private final byte[] bytes = new byte[LONGEST];
    private Command command = Command.INVALID;
    private int length;

    /** Begins a command with its first byte. */
    void begin(Command begun, int first) {
        command = begun;
        length = 0;
        add(first);
    }

    /** Adds a byte; there is room as long as no more come than {@link Command#parameters} says. */
    void add(int value) {
        bytes[length++] = (byte) value;
    }

    /** Forgets the parameters, so that as many more are wanted. */
    void dropParameters() {
        length = 1;
    }

    /**
     * Whether no further byte belongs to the command.
     *
     * @param marked whether DRIVE SPECIFICATION marks its last with bit 7
     */
    boolean complete(boolean marked) {
        return length > command.parameters()
                || (marked
                        && command == Command.DRIVE_SPECIFICATION
                        && length > 1
                        && (last() & 0x80) != 0);
    }

    /** The number of parameter bytes given. */
    int parameters() {
        return length - 1;
    }

    Command command() {
        return command;
    }

    /** Byte {@code index}, 0..FF; the command byte is number 0. */
    int at(int index) {
        return bytes[index] & 0xff;
    }

    /** The last byte given. */
    int last() {
        return at(length - 1);
    }

    /** Copies the bytes given so far. */
    void copyTo(byte[] target) {
        System.arraycopy(bytes, 0, target, 0, length);
    }

    /** Bit MT of the command byte. */
    boolean multiTrack() {
        return (at(0) & 0x80) != 0;
    }

    /** Bit MFM of the command byte. */
    boolean mfm() {
        return (at(0) & 0x40) != 0;
    }

    /** Bit SK of the command byte. */
    boolean skip() {
        return (at(0) & 0x20) != 0;
    }

    /** Bits DS1 and DS0 of the first parameter. */
    int driveSelect() {
        return at(1) & 3;
    }

    /** Bit HDS of the first parameter. */
    int headSelect() {
        return (at(1) >> 2) & 1;
    }

    /** Parameters C, H and R. */
    SectorAddress address() {
        return new SectorAddress(at(2), at(3), at(4));
    }

    /** Parameter N: 128 << N bytes make a sector. */
    int sizeCode() {
        return at(5);
    }

    /** Parameter EOT: the last sector wanted on a track. */
    int endOfTrack() {
        return at(6);
    }

    /** Parameter DTL, which is SC in VERIFY and STP in the SCAN commands. */
    int dataLength() {
        return at(8);
    }

    void save(StateWriter out) {
        out.putConstant("command", command);
        out.putBytes("bytes", bytes);
        out.putLong("length", length);
    }

    void restore(StateReader in) {
        command = in.getConstant("command", Command.class);
        System.arraycopy(in.getBytes("bytes", LONGEST), 0, bytes, 0, LONGEST);
        length = in.getInt("length", 0, command.parameters() + 1);
    }
}
