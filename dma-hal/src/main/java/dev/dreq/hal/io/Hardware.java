package dev.dreq.hal.io;

import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.Mm;
import dev.dreq.plugin.Experimental;
import dev.dreq.plugin.cpu.CpuBus;

/**
 * READ_PORT_, WRITE_PORT_, READ_REGISTER_ and WRITE_REGISTER_: the one way to device registers. On
 * return from each access interrupts are taken. Any IRQL.
 */
public final class Hardware {
    private final CpuBus bus;
    private final Ke ke;
    private final Mm mm;
    private IoWatch watch = IoWatch.NONE;

    /** The registers of the machine behind {@code bus}. */
    public Hardware(CpuBus bus, Ke ke, Mm mm) {
        this.bus = bus;
        this.ke = ke;
        this.mm = mm;
    }

    /** Names who sees from now on what is written. */
    @Experimental("shaped by the verifier's rules, its only user")
    public void watch(IoWatch newWatch) {
        watch = newWatch;
    }

    /** READ_PORT_UCHAR: 0..FF. */
    public int readPortUchar(int port) {
        int value = bus.in8(port);
        ke.interruptPoint();
        return value;
    }

    /** READ_PORT_USHORT: 0..FFFF. */
    public int readPortUshort(int port) {
        int value = bus.in16(port);
        ke.interruptPoint();
        return value;
    }

    /** READ_PORT_ULONG. */
    public int readPortUlong(int port) {
        int value = bus.in32(port);
        ke.interruptPoint();
        return value;
    }

    /** WRITE_PORT_UCHAR: the low 8 bits. */
    public void writePortUchar(int port, int value) {
        watch.writesPort(port);
        bus.out8(port, value);
        ke.interruptPoint();
    }

    /** WRITE_PORT_USHORT: the low 16 bits. */
    public void writePortUshort(int port, int value) {
        watch.writesPort(port);
        bus.out16(port, value);
        ke.interruptPoint();
    }

    /** WRITE_PORT_ULONG. */
    public void writePortUlong(int port, int value) {
        watch.writesPort(port);
        bus.out32(port, value);
        ke.interruptPoint();
    }

    /** READ_PORT_BUFFER_UCHAR: {@code count} bytes from one port. */
    public void readPortBufferUchar(int port, byte[] buffer, int offset, int count) {
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = (byte) readPortUchar(port);
        }
    }

    /** WRITE_PORT_BUFFER_UCHAR: {@code count} bytes to one port. */
    public void writePortBufferUchar(int port, byte[] buffer, int offset, int count) {
        for (int i = 0; i < count; i++) {
            writePortUchar(port, buffer[offset + i] & 0xFF);
        }
    }

    /** READ_REGISTER_UCHAR from an address of MmMapIoSpace: 0..FF. */
    public int readRegisterUchar(long va) {
        int value = bus.load8(mm.getPhysicalAddress(va));
        ke.interruptPoint();
        return value;
    }

    /** READ_REGISTER_USHORT: 0..FFFF. */
    public int readRegisterUshort(long va) {
        int value = bus.load16(mm.getPhysicalAddress(va));
        ke.interruptPoint();
        return value;
    }

    /** READ_REGISTER_ULONG. */
    public int readRegisterUlong(long va) {
        int value = bus.load32(mm.getPhysicalAddress(va));
        ke.interruptPoint();
        return value;
    }

    /** READ_REGISTER_ULONG64. */
    public long readRegisterUlong64(long va) {
        long value = bus.load64(mm.getPhysicalAddress(va));
        ke.interruptPoint();
        return value;
    }

    /** WRITE_REGISTER_UCHAR: the low 8 bits. */
    public void writeRegisterUchar(long va, int value) {
        bus.store8(mm.getPhysicalAddress(va), value);
        ke.interruptPoint();
    }

    /** WRITE_REGISTER_USHORT: the low 16 bits. */
    public void writeRegisterUshort(long va, int value) {
        bus.store16(mm.getPhysicalAddress(va), value);
        ke.interruptPoint();
    }

    /** WRITE_REGISTER_ULONG. */
    public void writeRegisterUlong(long va, int value) {
        bus.store32(mm.getPhysicalAddress(va), value);
        ke.interruptPoint();
    }

    /** WRITE_REGISTER_ULONG64. */
    public void writeRegisterUlong64(long va, long value) {
        bus.store64(mm.getPhysicalAddress(va), value);
        ke.interruptPoint();
    }
}
