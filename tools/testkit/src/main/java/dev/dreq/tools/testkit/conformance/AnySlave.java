package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.tools.testkit.bus.FakeDmaChannel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a controller under test has on its channels: while it drives DREQ it moves all of a short
 * burst and the half of a long one, and it asks for no more after TC.
 */
final class AnySlave implements DmaSlave {

    private static final int SHORT = 0x100;

    private @Nullable FakeDmaChannel channel;

    void connect(FakeDmaChannel own) {
        channel = own;
    }

    @Override
    public int transfer(DmaBurst burst) {
        FakeDmaChannel own = channel;
        if (own == null || !own.requested()) {
            return 0;
        }
        int wanted = burst.length() <= SHORT ? burst.length() : burst.length() / 2;
        int length = wanted / own.unit() * own.unit();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (burst.direction() == DmaDirection.FROM_MEMORY) {
            burst.take(bytes);
        } else {
            burst.give(bytes);
        }
        if (length == burst.length() && burst.terminalCount()) {
            own.request(false);
        }
        return length;
    }
}
