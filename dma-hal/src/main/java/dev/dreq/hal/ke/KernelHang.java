package dev.dreq.hal.ke;

import java.util.List;

/**
 * Every thread waits, and nothing is pending that could ever end a wait. Names who waits for what.
 */
public final class KernelHang extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> waits;

    KernelHang(long now, List<String> waits) {
        super(
                "nothing is pending at %d ns and no interrupt will ever come; ".formatted(now)
                        + String.join("; ", waits));
        this.waits = List.copyOf(waits);
    }

    /** One sentence for each waiting thread, in the order in which they began to wait. */
    public List<String> waits() {
        return waits;
    }
}
