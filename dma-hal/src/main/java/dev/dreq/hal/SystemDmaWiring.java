package dev.dreq.hal;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What firmware says of the system DMA controllers, as the table CSRT does on today's machines.
 *
 * @param requestLines the request line that is wired to each channel, 0..7, each only once
 * @param terminalCountInterrupt the interrupt input that is up while a terminal count has not been
 *     read; empty if the controllers raise none
 */
public record SystemDmaWiring(List<Integer> requestLines, OptionalInt terminalCountInterrupt) {
    private static final int CHANNELS = 8;

    public SystemDmaWiring {
        requestLines = List.copyOf(requestLines);
        if (requestLines.size() != CHANNELS
                || requestLines.stream()
                                .filter(line -> line >= 0 && line < CHANNELS)
                                .distinct()
                                .count()
                        != CHANNELS) {
            throw new IllegalArgumentException(
                    "request lines %s: name each of 0..7 once, in the order of the channels"
                            .formatted(requestLines));
        }
    }

    /** A PC's: line n is wired to channel n, and no interrupt. */
    public static SystemDmaWiring ofPc() {
        return new SystemDmaWiring(
                IntStream.range(0, CHANNELS).boxed().toList(), OptionalInt.empty());
    }

    /** The same with an interrupt at terminal count. */
    public SystemDmaWiring withTerminalCountInterrupt(int input) {
        return new SystemDmaWiring(requestLines, OptionalInt.of(input));
    }

    /** The same with other request lines, in the order of the channels. */
    public SystemDmaWiring withRequestLines(List<Integer> lines) {
        return new SystemDmaWiring(lines, terminalCountInterrupt);
    }
}
