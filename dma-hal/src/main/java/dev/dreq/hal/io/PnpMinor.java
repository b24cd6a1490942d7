package dev.dreq.hal.io;

/** IRP_MN_ of IRP_MJ_PNP: what happens to a device. */
public enum PnpMinor {
    IRP_MN_START_DEVICE(0x00),
    IRP_MN_QUERY_REMOVE_DEVICE(0x01),
    IRP_MN_REMOVE_DEVICE(0x02),
    IRP_MN_CANCEL_REMOVE_DEVICE(0x03),
    IRP_MN_STOP_DEVICE(0x04),
    IRP_MN_QUERY_STOP_DEVICE(0x05),
    IRP_MN_CANCEL_STOP_DEVICE(0x06),
    IRP_MN_SURPRISE_REMOVAL(0x17);

    private final int code;

    PnpMinor(int code) {
        this.code = code;
    }

    /** The function code. */
    public int code() {
        return code;
    }
}
