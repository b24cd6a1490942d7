package dev.dreq.tools.remote.qtest;

import dev.dreq.tools.remote.pc.InterruptPins;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells the client of the pins that it intercepts. Each connection begins with all levels taken for
 * low, as QEMU has it, so the fall of a line that was high before is not told; the intercept stays.
 * Under the machine's lock.
 */
final class IrqReporter {

    private static final byte[][] RAISES = lines("raise");
    private static final byte[][] LOWERS = lines("lower");

    private final int[] levels = new int[InterruptPins.COUNT];
    private @Nullable Outbox outbox;
    private @Nullable String intercepted;

    private static byte[][] lines(String verb) {
        byte[][] lines = new byte[InterruptPins.COUNT][];
        Arrays.setAll(
                lines, pin -> "IRQ %s %d".formatted(verb, pin).getBytes(StandardCharsets.US_ASCII));
        return lines;
    }

    /** A client is there. */
    void opened(Outbox itsOutbox) {
        Arrays.fill(levels, 0);
        outbox = itsOutbox;
    }

    /** The client has left. */
    void closed() {
        outbox = null;
    }

    /**
     * Notes what is intercepted; once and for all.
     *
     * @param path of the device
     * @return whether nothing was before
     * @throws BadRequest if it is another device
     */
    boolean intercept(String path) throws BadRequest {
        if (intercepted == null) {
            intercepted = path;
            return true;
        }
        if (!intercepted.equals(path)) {
            throw new BadRequest("IRQ intercept already enabled");
        }
        return false;
    }

    /** An intercepted pin has changed. */
    void changed(int pin, int level) {
        if (levels[pin] != level) {
            levels[pin] = level;
            Outbox open = outbox;
            if (open != null) {
                open.unasked(level == 0 ? LOWERS[pin] : RAISES[pin]);
            }
        }
    }
}
