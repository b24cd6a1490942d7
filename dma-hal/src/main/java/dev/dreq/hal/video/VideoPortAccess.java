package dev.dreq.hal.video;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.Hardware;

/**
 * The routines of {@link VideoPort} that reach ports, registers and memory. Any IRQL, and every
 * entry point of a miniport, unless said otherwise.
 */
abstract sealed class VideoPortAccess permits VideoPortDma {
    final Kernel kernel;
    final CallRules rules;
    private final Hardware hardware;

    VideoPortAccess(Kernel kernel) {
        this.kernel = kernel;
        this.rules = new CallRules(kernel.ke());
        this.hardware = kernel.hardware();
    }

    /** VideoPortReadPortUchar: 0..FF. */
    public int readPortUchar(long port) {
        return hardware.readPortUchar((int) port);
    }

    /** VideoPortReadPortUshort: 0..FFFF. */
    public int readPortUshort(long port) {
        return hardware.readPortUshort((int) port);
    }

    /** VideoPortReadPortUlong. */
    public int readPortUlong(long port) {
        return hardware.readPortUlong((int) port);
    }

    /** VideoPortWritePortUchar: the low 8 bits. */
    public void writePortUchar(long port, int value) {
        hardware.writePortUchar((int) port, value);
    }

    /** VideoPortWritePortUshort: the low 16 bits. */
    public void writePortUshort(long port, int value) {
        hardware.writePortUshort((int) port, value);
    }

    /** VideoPortWritePortUlong. */
    public void writePortUlong(long port, int value) {
        hardware.writePortUlong((int) port, value);
    }

    /** VideoPortReadRegisterUchar: 0..FF. */
    public int readRegisterUchar(long register) {
        return hardware.readRegisterUchar(register);
    }

    /** VideoPortReadRegisterUshort: 0..FFFF. */
    public int readRegisterUshort(long register) {
        return hardware.readRegisterUshort(register);
    }

    /** VideoPortReadRegisterUlong. */
    public int readRegisterUlong(long register) {
        return hardware.readRegisterUlong(register);
    }

    /** VideoPortWriteRegisterUchar: the low 8 bits. */
    public void writeRegisterUchar(long register, int value) {
        hardware.writeRegisterUchar(register, value);
    }

    /** VideoPortWriteRegisterUshort: the low 16 bits. */
    public void writeRegisterUshort(long register, int value) {
        hardware.writeRegisterUshort(register, value);
    }

    /** VideoPortWriteRegisterUlong. */
    public void writeRegisterUlong(long register, int value) {
        hardware.writeRegisterUlong(register, value);
    }

    /** VideoPortReadPortBufferUchar: {@code count} times from one port. */
    public void readPortBufferUchar(long port, byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer[i] = (byte) readPortUchar(port);
        }
    }

    /** VideoPortWritePortBufferUchar: {@code count} times to one port. */
    public void writePortBufferUchar(long port, byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            writePortUchar(port, buffer[i]);
        }
    }

    /** VideoPortReadPortBufferUshort: {@code count} times from one port. */
    public void readPortBufferUshort(long port, short[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer[i] = (short) readPortUshort(port);
        }
    }

    /** VideoPortWritePortBufferUshort: {@code count} times to one port. */
    public void writePortBufferUshort(long port, short[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            writePortUshort(port, buffer[i]);
        }
    }

    /** VideoPortReadPortBufferUlong: {@code count} times from one port. */
    public void readPortBufferUlong(long port, int[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer[i] = readPortUlong(port);
        }
    }

    /** VideoPortWritePortBufferUlong: {@code count} times to one port. */
    public void writePortBufferUlong(long port, int[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            writePortUlong(port, buffer[i]);
        }
    }

    /** VideoPortReadRegisterBufferUchar: {@code count} registers in a row. */
    public void readRegisterBufferUchar(long register, byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer[i] = (byte) readRegisterUchar(register + i);
        }
    }

    /** VideoPortWriteRegisterBufferUchar: {@code count} registers in a row. */
    public void writeRegisterBufferUchar(long register, byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            writeRegisterUchar(register + i, buffer[i]);
        }
    }

    /** VideoPortReadRegisterBufferUshort: {@code count} registers in a row. */
    public void readRegisterBufferUshort(long register, short[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer[i] = (short) readRegisterUshort(register + 2L * i);
        }
    }

    /** VideoPortWriteRegisterBufferUshort: {@code count} registers in a row. */
    public void writeRegisterBufferUshort(long register, short[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            writeRegisterUshort(register + 2L * i, buffer[i]);
        }
    }

    /** VideoPortReadRegisterBufferUlong: {@code count} registers in a row. */
    public void readRegisterBufferUlong(long register, int[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer[i] = readRegisterUlong(register + 4L * i);
        }
    }

    /** VideoPortWriteRegisterBufferUlong: {@code count} registers in a row. */
    public void writeRegisterBufferUlong(long register, int[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            writeRegisterUlong(register + 4L * i, buffer[i]);
        }
    }

    /** VideoPortZeroMemory. Not in HwVidResetHw. */
    public void zeroMemory(long destination, int length) {
        rules.alsoInInterrupt("VideoPortZeroMemory");
        kernel.mm().fill(destination, length, 0);
    }

    /** VideoPortZeroDeviceMemory. Not in HwVidResetHw. */
    public void zeroDeviceMemory(long destination, int length) {
        rules.alsoInInterrupt("VideoPortZeroDeviceMemory");
        kernel.mm().fill(destination, length, 0);
    }

    /** VideoPortMoveMemory. Not in HwVidInterrupt, nor in HwVidResetHw. */
    public void moveMemory(long destination, long source, int length) {
        rules.elsewhere("VideoPortMoveMemory");
        kernel.mm().copy(destination, source, length);
    }

    /** VideoPortStallExecution: a few microseconds. */
    public void stallExecution(int microseconds) {
        kernel.ke().stallExecutionProcessor(microseconds);
    }
}
