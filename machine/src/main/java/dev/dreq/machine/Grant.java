package dev.dreq.machine;

import dev.dreq.plugin.isa.PortRange;

/** One thing that a device asked for and got. */
public sealed interface Grant {

    /** What the device calls it. */
    String claim();

    /** Ports. */
    record Ports(String claim, PortRange range) implements Grant {
        @Override
        public String toString() {
            return "ports " + range;
        }
    }

    /** An interrupt request line, 0..15. */
    record Irq(String claim, int line) implements Grant {
        @Override
        public String toString() {
            return "IRQ " + line;
        }
    }

    /** A DMA channel, 0..7. */
    record Dma(String claim, int channel) implements Grant {
        @Override
        public String toString() {
            return "DMA channel " + channel;
        }
    }

    /** The place of the system DMA controller. */
    record DmaControl(String claim) implements Grant {
        @Override
        public String toString() {
            return "the place of the DMA controller";
        }
    }
}
