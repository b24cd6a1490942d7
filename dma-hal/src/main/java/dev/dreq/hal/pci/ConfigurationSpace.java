package dev.dreq.hal.pci;

import dev.dreq.hal.io.BusConfiguration;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;

/** One function's 256 bytes of configuration space, and where in it the registers are. */
final class ConfigurationSpace implements BusConfiguration {
    static final int VENDOR_ID = 0x00;
    static final int COMMAND = 0x04;
    static final int STATUS = 0x06;
    static final int REVISION_ID = 0x08;
    static final int HEADER_TYPE = 0x0E;
    static final int BASE_ADDRESSES = 0x10;
    static final int SUBSYSTEM_VENDOR_ID = 0x2C;
    static final int CAPABILITIES_POINTER = 0x34;
    static final int INTERRUPT_LINE = 0x3C;
    static final int INTERRUPT_PIN = 0x3D;

    static final int COMMAND_IO_SPACE = 1 << 0;
    static final int COMMAND_MEMORY_SPACE = 1 << 1;
    static final int COMMAND_BUS_MASTER = 1 << 2;
    static final int COMMAND_INTERRUPT_DISABLE = 1 << 10;

    static final int STATUS_CAPABILITIES_LIST = 1 << 4;

    private static final int SIZE = 0x100;

    private final ConfigurationMechanism mechanism;
    private final PciSlotNumber slot;
    private final Ke ke;

    ConfigurationSpace(ConfigurationMechanism mechanism, PciSlotNumber slot, Ke ke) {
        this.mechanism = mechanism;
        this.slot = slot;
        this.ke = ke;
    }

    int read8(int register) {
        return mechanism.read8(slot, register);
    }

    int read16(int register) {
        return mechanism.read16(slot, register);
    }

    int read32(int register) {
        return mechanism.read32(slot, register);
    }

    void write8(int register, int value) {
        mechanism.write8(slot, register, value);
    }

    void write16(int register, int value) {
        mechanism.write16(slot, register, value);
    }

    void write32(int register, int value) {
        mechanism.write32(slot, register, value);
    }

    @Override
    public int getBusData(byte[] buffer, int offset, int length) {
        int end = check(buffer, offset, length, "GetBusData");
        for (int at = offset; at < end; ) {
            int size = sizeOfAccess(at, end);
            int value =
                    switch (size) {
                        case 4 -> read32(at);
                        case 2 -> read16(at);
                        default -> read8(at);
                    };
            for (int i = 0; i < size; i++) {
                buffer[at - offset + i] = (byte) (value >>> (8 * i));
            }
            at += size;
        }
        ke.interruptPoint();
        return end - offset;
    }

    @Override
    public int setBusData(byte[] buffer, int offset, int length) {
        int end = check(buffer, offset, length, "SetBusData");
        for (int at = offset; at < end; ) {
            int size = sizeOfAccess(at, end);
            int value = 0;
            for (int i = 0; i < size; i++) {
                value |= (buffer[at - offset + i] & 0xFF) << (8 * i);
            }
            switch (size) {
                case 4 -> write32(at, value);
                case 2 -> write16(at, value);
                default -> write8(at, value);
            }
            at += size;
        }
        ke.interruptPoint();
        return end - offset;
    }

    /** The widest access from {@code at} on that is aligned and stays below {@code end}. */
    private static int sizeOfAccess(int at, int end) {
        if ((at & 3) == 0 && at + 4 <= end) {
            return 4;
        }
        return (at & 1) == 0 && at + 2 <= end ? 2 : 1;
    }

    /** Returns the end of what can be moved. */
    private int check(byte[] buffer, int offset, int length, String routine) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, routine);
        if (offset < 0 || length < 0 || length > buffer.length) {
            throw new IllegalArgumentException(
                    "%s of %d bytes at %d with a buffer of %d bytes"
                            .formatted(routine, length, offset, buffer.length));
        }
        return offset >= SIZE ? offset : Math.min(offset + length, SIZE);
    }
}
