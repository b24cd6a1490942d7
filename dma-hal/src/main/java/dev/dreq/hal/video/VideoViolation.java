package dev.dreq.hal.video;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;

/**
 * The rules of packet-based DMA in a video miniport, with the first parameter of bug check 0xE6.
 */
public enum VideoViolation {
    /** A device is removed whose miniport holds something. */
    LEFT_AT_REMOVAL(0x100A),
    /** A list is used that VideoPortCompleteDma has ended. */
    LIST_ENDED(0x100F),
    /** A routine is called where the miniport may not call it. */
    CALL_NOT_ALLOWED(0x1010),
    /**
     * VideoPortCompleteDma with another list, adapter or direction; or VideoPortStartDma or
     * VideoPortPutDmaAdapter before it.
     */
    DMA_NOT_COMPLETED(0x1011),
    /** An MDL that VideoPortLockBuffer did not return, or that is unlocked under an operation. */
    WRONG_LOCK(0x1012),
    /** A buffer is locked for less than the device will do with it. */
    WRONG_LOCK_OPERATION(0x1015),
    /** An adapter of another device, or one that VideoPortPutDmaAdapter released. */
    ADAPTER_RELEASED(0x18);

    private final int code;

    VideoViolation(int code) {
        this.code = code;
    }

    /** The first parameter of the bug check. */
    public int code() {
        return code;
    }

    BugCheck stop(long p2, long p3, String words) {
        return new BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, code, p2, p3, 0, this + ": " + words);
    }
}
