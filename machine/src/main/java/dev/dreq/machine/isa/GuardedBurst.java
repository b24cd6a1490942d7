package dev.dreq.machine.isa;

import dev.dreq.machine.io.Enclosure;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaDirection;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A controller's burst as the slave sees it: it ends with the acknowledge, and what the controller
 * throws in it is the controller's fault and not the slave's.
 */
final class GuardedBurst implements DmaBurst {

    private @Nullable DmaBurst burst;
    private @Nullable Enclosure controller;
    private int length;
    private boolean terminalCount;
    private DmaDirection direction = DmaDirection.VERIFY;

    DmaBurst around(DmaBurst newBurst, Enclosure newController) {
        length = newBurst.length();
        terminalCount = newBurst.terminalCount();
        direction = newBurst.direction();
        burst = newBurst;
        controller = newController;
        return this;
    }

    void end() {
        burst = null;
        controller = null;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean terminalCount() {
        return terminalCount;
    }

    @Override
    public DmaDirection direction() {
        return direction;
    }

    @Override
    public void give(ByteBuffer source) {
        DmaBurst current = current();
        try {
            current.give(source);
        } catch (Throwable thrown) {
            blame(thrown);
        }
    }

    @Override
    public void take(ByteBuffer target) {
        DmaBurst current = current();
        try {
            current.take(target);
        } catch (Throwable thrown) {
            blame(thrown);
        }
    }

    private DmaBurst current() {
        DmaBurst current = burst;
        if (current == null) {
            throw new IllegalStateException("a burst was used after its transfer had returned");
        }
        return current;
    }

    private void blame(Throwable thrown) {
        Enclosure blamed = controller;
        if (blamed != null) {
            blamed.fault(thrown);
        }
    }
}
