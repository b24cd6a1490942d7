package dev.dreq.tools.bench.bus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The limit of scalar accesses: a VarHandle on an array. */
final class ByteArray {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;

    ByteArray(int size) {
        bytes = new byte[size];
    }

    int load32(int offset) {
        return (int) INT.get(bytes, offset);
    }

    void store32(int offset, int value) {
        INT.set(bytes, offset, value);
    }
}
