package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.Verifier;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.List;

/** The rules of the machine's clock, in nanoseconds. */
final class Clock {
    /** No call of a table takes a second. */
    private static final long LONGEST_CALL = 1_000_000_000L;

    private final Verifier verifier;
    private final CpuBus bus;
    private long latest = Long.MIN_VALUE;

    Clock(Verifier verifier, CpuBus bus) {
        this.verifier = verifier;
        this.bus = bus;
    }

    /** Reads the counter for {@code reader}, which is put in words only when asked. */
    long read(Object reader) {
        return take(bus.now(), reader);
    }

    /** The counter was read. */
    long take(long now, Object reader) {
        long before = latest;
        latest = now;
        if (now < before) {
            raise(
                    Rule.CLOCK_WENT_BACK,
                    before,
                    now,
                    "the counter read %d ns and then %d ns; a clock never goes back"
                            .formatted(before, now),
                    reader);
        }
        return now;
    }

    /** A call has ended that began at {@code before}. */
    void ended(long before, Object call) {
        long now = read(call);
        if (now - before > LONGEST_CALL) {
            raise(
                    Rule.CLOCK_TOO_FAST,
                    now,
                    now - before,
                    "the counter advanced %d ns within one call; no call takes a second"
                            .formatted(now - before),
                    call);
        }
    }

    private void raise(Rule rule, long p2, long p3, String words, Object call) {
        verifier.raise(rule.stop(p2, p3, 0, words).violation().after(call.toString(), List.of()));
    }
}
