package dev.dreq.hal.video;

/** A VRP and its status block stored in Java fields. */
final class RequestPacketFields implements VideoRequestPacket, StatusBlock {
    /** Bytes of both structures together. */
    static final int SIZE = 0x40;

    private final long address;
    private final int ioControlCode;
    private final long inputBuffer;
    private final int inputBufferLength;
    private final int outputBufferLength;
    private long outputBuffer;
    private VpStatus status = VpStatus.ERROR_INVALID_FUNCTION;
    private long information;

    RequestPacketFields(
            long address, int code, long buffer, int inputBufferLength, int outputBufferLength) {
        this.address = address;
        this.ioControlCode = code;
        this.inputBuffer = inputBufferLength == 0 ? 0 : buffer;
        this.inputBufferLength = inputBufferLength;
        this.outputBuffer = outputBufferLength == 0 ? 0 : buffer;
        this.outputBufferLength = outputBufferLength;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public int ioControlCode() {
        return ioControlCode;
    }

    @Override
    public StatusBlock statusBlock() {
        return this;
    }

    @Override
    public long inputBuffer() {
        return inputBuffer;
    }

    @Override
    public int inputBufferLength() {
        return inputBufferLength;
    }

    @Override
    public long outputBuffer() {
        return outputBuffer;
    }

    @Override
    public void setOutputBuffer(long newOutputBuffer) {
        outputBuffer = newOutputBuffer;
    }

    @Override
    public int outputBufferLength() {
        return outputBufferLength;
    }

    @Override
    public VpStatus status() {
        return status;
    }

    @Override
    public void setStatus(VpStatus newStatus) {
        status = newStatus;
    }

    @Override
    public long information() {
        return information;
    }

    @Override
    public void setInformation(long newInformation) {
        information = newInformation;
    }

    @Override
    public String toString() {
        return "VRP %x (I/O control code %x)".formatted(address, ioControlCode);
    }
}
