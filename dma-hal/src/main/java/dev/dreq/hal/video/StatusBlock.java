package dev.dreq.hal.video;

import dev.dreq.hal.ke.SystemObject;

/** STATUS_BLOCK: how a video request ended. */
public interface StatusBlock extends SystemObject {

    /** The status; ERROR_INVALID_FUNCTION until set. */
    VpStatus status();

    /** Sets the status. */
    void setStatus(VpStatus status);

    /** How many bytes of the output buffer are valid. */
    long information();

    /** Sets the number of valid bytes; at most the output buffer's length. */
    void setInformation(long information);
}
