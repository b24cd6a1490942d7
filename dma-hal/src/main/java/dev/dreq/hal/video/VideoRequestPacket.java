package dev.dreq.hal.video;

import dev.dreq.hal.ke.SystemObject;

/**
 * VIDEO_REQUEST_PACKET, a VRP: what HwVidStartIO is asked. Input and output are the same memory, in
 * nonpaged pool.
 */
public interface VideoRequestPacket extends SystemObject {

    /** What is asked. */
    int ioControlCode();

    /** How it ends; the miniport sets it. */
    StatusBlock statusBlock();

    /** Address of the input; 0 for none. */
    long inputBuffer();

    /** In bytes. */
    int inputBufferLength();

    /** Address of the room for output; 0 for none. */
    long outputBuffer();

    /** For VideoPortLockPages only. */
    void setOutputBuffer(long outputBuffer);

    /** In bytes. */
    int outputBufferLength();
}
