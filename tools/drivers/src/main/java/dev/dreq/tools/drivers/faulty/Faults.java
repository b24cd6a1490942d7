package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.verifier.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be wrong. */
public final class Faults {
    private static final List<Fault> ALL =
            Stream.concat(
                            Stream.of(
                                    Fault.none("none", Road.MASTER),
                                    Fault.none("none/slave", Road.SLAVE),
                                    Fault.none("none/words", Road.WORDS),
                                    Fault.none("none/chain", Road.CHAIN),
                                    Fault.none("none/list", Road.LIST),
                                    Fault.none("none/built-list", Road.BUILT_LIST),
                                    Fault.none("none/miniport", Road.MINIPORT)),
                            Stream.of(
                                            ChannelFaults.ALL,
                                            MappingFaults.ALL,
                                            DeviceFaults.ALL,
                                            GuardFaults.ALL,
                                            ListFaults.ALL,
                                            MiniportFaults.ALL)
                                    .flatMap(List::stream)
                                    .sorted(Comparator.comparing(Faults::rule)))
                    .toList();

    private Faults() {}

    private static Rule rule(Fault fault) {
        return fault.rule().orElseThrow();
    }

    /** All, those that are none first, the others in the order of their rules. */
    public static List<Fault> all() {
        return ALL;
    }

    /** By its label, or the first that breaks the rule that people call so. */
    public static Optional<Fault> named(String name) {
        return ALL.stream()
                .filter(fault -> fault.label().equalsIgnoreCase(name))
                .findFirst()
                .or(
                        () ->
                                Rule.of(name)
                                        .flatMap(
                                                rule ->
                                                        ALL.stream()
                                                                .filter(
                                                                        f ->
                                                                                f.rule()
                                                                                        .equals(
                                                                                                Optional
                                                                                                        .of(
                                                                                                                rule)))
                                                                .findFirst()));
    }
}
