package dev.dreq.plugin.isa;

import java.util.Arrays;
import java.util.List;

/** One thing that an ISA card asks for, with the choices it can live with, best first. */
public sealed interface IsaClaim {

    /** What the card calls it; unique among the claims of one card. */
    String name();

    /** Ports. */
    record Ports(String name, List<PortRange> choices) implements IsaClaim {
        public Ports {
            choices = List.copyOf(choices);
        }
    }

    /** An interrupt request line, 0..15. */
    record Irq(String name, List<Integer> choices) implements IsaClaim {
        public Irq {
            choices = List.copyOf(choices);
        }
    }

    /** A DMA channel, 0..7: 0-3 move bytes, 5-7 words, 4 carries 0-3. */
    record Dma(String name, List<Integer> choices) implements IsaClaim {
        public Dma {
            choices = List.copyOf(choices);
        }
    }

    /** The place of the system DMA controller; a bus has one. */
    record DmaControl(String name) implements IsaClaim {}

    /** Asks for {@code length} ports at one of the given bases. */
    static IsaClaim ports(String name, int length, int... bases) {
        return new Ports(
                name, Arrays.stream(bases).mapToObj(base -> new PortRange(base, length)).toList());
    }

    /** Asks for one of the given interrupt request lines. */
    static IsaClaim irq(String name, int... lines) {
        return new Irq(name, Arrays.stream(lines).boxed().toList());
    }

    /** Asks for one of the given DMA channels. */
    static IsaClaim dma(String name, int... channels) {
        return new Dma(name, Arrays.stream(channels).boxed().toList());
    }

    /** Asks to be the system DMA controller. */
    static IsaClaim dmaControl() {
        return new DmaControl("dma-controller");
    }
}
