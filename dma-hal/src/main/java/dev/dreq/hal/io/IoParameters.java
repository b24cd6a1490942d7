package dev.dreq.hal.io;

/** The Parameters union of an I/O stack location. */
public sealed interface IoParameters {

    /** A function without parameters. */
    record None() implements IoParameters {}

    /**
     * IRP_MJ_READ and IRP_MJ_WRITE.
     *
     * @param length in bytes
     * @param key orders requests in a device queue
     * @param byteOffset where on the device
     */
    record ReadWrite(int length, int key, long byteOffset) implements IoParameters {}

    /**
     * IRP_MJ_DEVICE_CONTROL and IRP_MJ_INTERNAL_DEVICE_CONTROL.
     *
     * @param outputBufferLength in bytes
     * @param inputBufferLength in bytes
     * @param ioControlCode what is asked; its lowest two bits are the transfer method
     * @param type3InputBuffer address of the input, for METHOD_NEITHER
     */
    record DeviceIoControl(
            int outputBufferLength, int inputBufferLength, int ioControlCode, long type3InputBuffer)
            implements IoParameters {}

    /**
     * IRP_MJ_PNP.
     *
     * @param minor what happens
     * @param allocatedResources what the device was granted, for IRP_MN_START_DEVICE; else empty
     */
    record Pnp(PnpMinor minor, CmResourceList allocatedResources) implements IoParameters {}
}
