package dev.dreq.hal.io;

/** IRP_MJ_: what an IRP asks for. */
public enum IrpMajor {
    IRP_MJ_CREATE(0x00),
    IRP_MJ_CLOSE(0x02),
    IRP_MJ_READ(0x03),
    IRP_MJ_WRITE(0x04),
    IRP_MJ_FLUSH_BUFFERS(0x09),
    IRP_MJ_DEVICE_CONTROL(0x0E),
    IRP_MJ_INTERNAL_DEVICE_CONTROL(0x0F),
    IRP_MJ_CLEANUP(0x12),
    IRP_MJ_POWER(0x16),
    IRP_MJ_PNP(0x1B);

    private final int code;

    IrpMajor(int code) {
        this.code = code;
    }

    /** The function code. */
    public int code() {
        return code;
    }
}
