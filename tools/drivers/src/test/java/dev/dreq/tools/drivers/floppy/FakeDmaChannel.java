package dev.dreq.tools.drivers.floppy;

/** Channel 2 of an 8237 with its page register, as far as a floppy controller uses it. */
final class FakeDmaChannel {
    private final byte[] memory;
    private int address;
    private int count;
    private int page;
    private boolean high;
    private boolean masked = true;
    private int mode;
    private int status;

    FakeDmaChannel(byte[] memory) {
        this.memory = memory;
    }

    /** Whether a port is one of its own, or another of the pair's. */
    static boolean decodes(int port) {
        return port < 0x10 || (port >= 0x80 && port < 0x90) || (port >= 0xc0 && port < 0xe0);
    }

    int read(int port) {
        return switch (port) {
            case 4 -> half(address);
            case 5 -> half(count);
            case 8 -> {
                int was = status;
                status = 0;
                yield was;
            }
            default -> 0;
        };
    }

    void write(int port, int value) {
        switch (port) {
            case 4 -> address = half(address, value);
            case 5 -> count = half(count, value);
            case 0x0a -> {
                if ((value & 3) == 2) {
                    masked = (value & 4) != 0;
                }
            }
            case 0x0b -> mode = (value & 3) == 2 ? value : mode;
            case 0x0c -> high = false;
            case 0x81 -> page = value;
            default -> {}
        }
    }

    /** Bytes that it is programmed for; none while it is masked. */
    int programmed() {
        return masked ? 0 : count + 1 & 0xffff;
    }

    /** Moves bytes, and returns how many. */
    int move(byte[] device, int from, int length, boolean writeMemory) {
        if (masked || (mode & 0x0c) != (writeMemory ? 0x04 : 0x08)) {
            throw new AssertionError("channel 2 is masked or in mode %02x".formatted(mode));
        }
        int physical = page << 16 | address;
        if ((physical & 0xffff) + length > 0x10000) {
            throw new AssertionError("channel 2 would wrap at %x+%x".formatted(physical, length));
        }
        if (writeMemory) {
            System.arraycopy(device, from, memory, physical, length);
        } else {
            System.arraycopy(memory, physical, device, from, length);
        }
        address = address + length & 0xffff;
        count = count - length & 0xffff;
        if (count == 0xffff) {
            status |= 4;
            masked = true;
        }
        return length;
    }

    private int half(int value) {
        high = !high;
        return high ? value & 0xff : value >> 8;
    }

    private int half(int old, int value) {
        high = !high;
        return high ? (old & 0xff00) | value : (old & 0xff) | value << 8;
    }
}
