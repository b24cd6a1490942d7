package dev.dreq.hal.pci;

import java.util.ArrayList;
import java.util.List;

/** 256 bytes of configuration space: what is stored, and which bits a write changes. */
class FakeFunction {
    final byte[] values = new byte[256];
    final byte[] writable = new byte[256];

    /** Writes in order, such as {@code 04:2=0006}. */
    final List<String> writes = new ArrayList<>();

    FakeFunction(int vendor, int device, int classCode) {
        set(0x00, 2, vendor);
        set(0x02, 2, device);
        set(0x09, 3, classCode);
        change(0x04, 2, 0x0507);
        change(0x3C, 1, 0xFF);
    }

    static FakeFunction hostBridge() {
        return new FakeFunction(0x8086, 0x1237, 0x060000).set(0x04, 2, 0x0006);
    }

    static FakeFunction isaBridge() {
        FakeFunction bridge = new FakeFunction(0x8086, 0x7000, 0x060100).set(0x04, 2, 0x0007);
        for (int pirq = 0; pirq < 4; pirq++) {
            bridge.set(0x60 + pirq, 1, 0x80).change(0x60 + pirq, 1, 0x8F);
        }
        return bridge;
    }

    /** A display adapter: 16 MiB, 4 KiB, INTA, revision 2, subsystem 1af4:1100. */
    static FakeFunction display() {
        return new FakeFunction(0x1234, 0x1111, 0x038000)
                .set(0x08, 1, 2)
                .set(0x2C, 2, 0x1AF4)
                .set(0x2E, 2, 0x1100)
                .memory(0, 16 << 20)
                .memory(2, 4 << 10)
                .pin(1);
    }

    FakeFunction set(int offset, int size, long value) {
        for (int i = 0; i < size; i++) {
            values[offset + i] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    FakeFunction change(int offset, int size, long mask) {
        for (int i = 0; i < size; i++) {
            writable[offset + i] = (byte) (mask >>> (8 * i));
        }
        return this;
    }

    FakeFunction memory(int bar, long size) {
        return change(0x10 + 4 * bar, 4, -size);
    }

    FakeFunction memory64(int bar, long size) {
        return set(0x10 + 4 * bar, 1, 0xC).change(0x10 + 4 * bar, 8, -size);
    }

    FakeFunction ports(int bar, int size) {
        return set(0x10 + 4 * bar, 1, 1).change(0x10 + 4 * bar, 4, -size);
    }

    FakeFunction pin(int pin) {
        return set(0x3D, 1, pin);
    }

    /** The head of a capability list. */
    FakeFunction capabilities(int first) {
        return set(0x06, 2, 0x10).set(0x34, 1, first);
    }

    /** An MSI capability at 40 with 64-bit addresses that asks for {@code 1 << code} messages. */
    FakeFunction msi(int code) {
        return capabilities(0x40)
                .set(0x40, 1, 5)
                .set(0x42, 2, 0x80 | code << 1)
                .change(0x42, 2, 0x71)
                .change(0x44, 4, -4)
                .change(0x48, 4, -1)
                .change(0x4C, 2, 0xFFFF);
    }

    int get(int offset, int size) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            value |= (values[offset + i] & 0xFF) << (8 * i);
        }
        return value;
    }

    int read(int offset, int size) {
        return get(offset, size);
    }

    void write(int offset, int size, int value) {
        writes.add("%02X:%d=%X".formatted(offset, size, value));
        for (int i = 0; i < size; i++) {
            int mask = writable[offset + i];
            values[offset + i] = (byte) ((values[offset + i] & ~mask) | (value >>> (8 * i) & mask));
        }
    }
}
