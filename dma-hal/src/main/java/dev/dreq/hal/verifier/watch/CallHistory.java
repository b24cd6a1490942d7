package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.verifier.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest calls, up to sixteen. */
final class CallHistory {
    private static final int SIZE = 16;

    /** One more, so that sixteen are left without the one that is being judged. */
    private final @Nullable Call[] ring = new Call[SIZE + 1];

    private int next;

    void add(Call call) {
        ring[next] = call;
        next = (next + 1) % ring.length;
    }

    /** All but {@code judged}, in words, oldest first. */
    List<String> without(@Nullable Call judged) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < ring.length; i++) {
            Call call = ring[(next + i) % ring.length];
            if (call != null && call != judged) {
                words.add(call.toString());
            }
        }
        return words.subList(Math.max(0, words.size() - SIZE), words.size());
    }

    /** With the latest call as the one that broke the rule. */
    Violation explain(Violation violation) {
        Call latest = ring[(next + SIZE) % ring.length];
        return latest == null ? violation : violation.after(latest.toString(), without(latest));
    }
}
