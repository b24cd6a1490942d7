package dev.dreq.devices.display;

import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a transfer lie in video memory: one after the other, or line by line. All
 * numbers are unsigned 32 bits.
 *
 * @param vram the first byte
 * @param pitch bytes from one line to the next; 0 for bytes one after the other
 * @param line bytes of a line; without meaning when {@code pitch} is 0
 */
record Rectangle(long vram, long pitch, long line) {

    /**
     * Whether a transfer of {@code total} bytes lies in a video memory of {@code size} bytes.
     *
     * @param total at least 1, at most 2^31
     */
    @Nullable EngineError check(long total, long size) {
        if (pitch != 0 && (line == 0 || line > pitch)) {
            return EngineError.PARAMETER;
        }
        return at(total - 1) < size ? null : EngineError.VIDEO_MEMORY;
    }

    /** Where byte {@code k} lies. */
    long at(long k) {
        return isLinear() ? vram + k : vram + k / line * pitch + k % line;
    }

    /** How many bytes from byte {@code k} on lie one after the other. */
    long run(long k) {
        return isLinear() ? Long.MAX_VALUE : line - k % line;
    }

    private boolean isLinear() {
        return pitch == 0 || pitch == line;
    }
}
