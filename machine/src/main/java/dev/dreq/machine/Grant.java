package dev.dreq.machine;

import dev.dreq.plugin.isa.PortRange;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.settings.Quantity;
import java.util.Locale;
import java.util.OptionalLong;

/** One thing that a device asked for and got. */
public sealed interface Grant {

    /** What the device calls it. */
    String claim();

    /**
     * What of it was settled when the machine was built, for people; without what software can
     * change.
     */
    default String settled() {
        return toString();
    }

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

    /** A slot of PCI bus 0, 2..31. */
    record Slot(String claim, int number) implements Grant {
        @Override
        public String toString() {
            return "PCI slot 00:%02x.0".formatted(number);
        }
    }

    /** A base address register, and where software has put it; nowhere while it is not decoded. */
    record Bar(String claim, PciBar bar, OptionalLong address) implements Grant {
        @Override
        public String settled() {
            return "BAR %d, %s, %s"
                    .formatted(
                            bar.index(),
                            bar.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            Quantity.formatSize(bar.size()));
        }

        @Override
        public String toString() {
            return address.isEmpty()
                    ? settled()
                    : "%s at %x".formatted(settled(), address.getAsLong());
        }
    }
}
