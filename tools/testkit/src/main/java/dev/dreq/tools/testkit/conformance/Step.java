package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;

/** One thing that happens to a device from outside. */
sealed interface Step {

    /** An access of the processor to a window, by its number. */
    sealed interface Access extends Step {
        int window();

        long offset();

        int size();
    }

    /** A read. */
    record Read(int window, long offset, int size) implements Access {
        @Override
        public String toString() {
            return "read %d at %x of window %d".formatted(size, offset, window);
        }
    }

    /** A write. */
    record Write(int window, long offset, int size, long value) implements Access {
        @Override
        public String toString() {
            return "write %d at %x of window %d = %x".formatted(size, offset, window, value);
        }
    }

    /** Time passes. */
    record Pass(long nanos) implements Step {
        @Override
        public String toString() {
            return "%d ns pass".formatted(nanos);
        }
    }

    /** A slave's channel is acknowledged, by its number among the device's channels. */
    record Dack(int channel, DmaDirection direction, int length, boolean terminalCount)
            implements Step {
        @Override
        public String toString() {
            return "DACK on channel %d: %s, %d bytes%s"
                    .formatted(channel, direction, length, terminalCount ? " with TC" : "");
        }
    }

    /** A slave of the controller drives DREQ, by its channel 0..7. */
    record Dreq(int channel, boolean level) implements Step {
        @Override
        public String toString() {
            return "DREQ %d %s".formatted(channel, level ? "rises" : "falls");
        }
    }

    /** From here on memory answers a bus master so. */
    record Memory(BusStatus status) implements Step {
        @Override
        public String toString() {
            return "memory answers " + status;
        }
    }
}
