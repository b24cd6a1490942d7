package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.mm.Placement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A program that sends a miniport its requests: device controls with a buffer's address. */
record MiniportProgram(Kernel kernel, DeviceObject device) implements RoundTrip.Sender {
    /** METHOD_BUFFERED of FILE_DEVICE_VIDEO. In: address, 8 bytes, and length, 4. */
    static final int IOCTL_FAULTY_WRITE = 0x0023_2000;

    /** The same the other way. */
    static final int IOCTL_FAULTY_READ = 0x0023_2004;

    /** Bytes of the input. */
    static final int INPUT = 12;

    @Override
    public IoStatusBlock send(boolean write, long va, int length) {
        byte[] input =
                ByteBuffer.allocate(INPUT)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(va)
                        .putInt(length)
                        .array();
        long in = kernel.mm().allocateVirtualMemory(INPUT, Placement.scattered());
        kernel.mm().write(in, input, 0, INPUT);
        IoStatusBlock result =
                kernel.io()
                        .deviceControl(
                                device,
                                write ? IOCTL_FAULTY_WRITE : IOCTL_FAULTY_READ,
                                in,
                                INPUT,
                                0,
                                0);
        kernel.mm().freeVirtualMemory(in);
        return result;
    }
}
