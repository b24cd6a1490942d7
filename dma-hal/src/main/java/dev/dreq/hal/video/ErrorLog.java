package dev.dreq.hal.video;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What VideoPortLogError was told, as far as there is room. */
final class ErrorLog {
    private static final int MOST = 1_000;

    private final List<String> entries = new ArrayList<>();

    void add(VideoDevice device, @Nullable VideoRequestPacket vrp, VpStatus code, int uniqueId) {
        if (entries.size() < MOST) {
            entries.add(
                    "%s: %s, id 0x%x%s"
                            .formatted(device, code, uniqueId, vrp == null ? "" : " in " + vrp));
        }
    }

    List<String> entries() {
        return List.copyOf(entries);
    }
}
