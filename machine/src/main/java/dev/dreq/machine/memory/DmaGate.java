package dev.dreq.machine.memory;

import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.cpu.DmaWatch;
import dev.dreq.plugin.dma.DmaDirection;
import org.jspecify.annotations.Nullable;

/**
 * Asks the watcher before each DMA access. What the watcher throws refuses the access and reaches
 * its own caller.
 */
public final class DmaGate implements DmaWatch {

    private final Sequencer sequencer;
    private @Nullable Watcher watcher;

    public DmaGate(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    @Override
    public void watch(@Nullable Watcher newWatcher) {
        watcher = newWatcher;
    }

    boolean allows(String device, long address, long length, DmaDirection direction) {
        Watcher asked = watcher;
        if (asked == null) {
            return true;
        }
        try {
            return asked.allows(device, address, length, direction);
        } catch (Throwable thrown) {
            sequencer.thrownBySoftware(thrown);
            return false;
        }
    }
}
