package dev.dreq.machine.isa;

import com.google.common.collect.Range;
import com.google.common.collect.RangeMap;
import com.google.common.collect.TreeRangeMap;
import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.Grant;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.PortRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who has what on the ISA bus: ports, interrupt request lines, DMA channels and the place of the
 * DMA controller, each held by one device. Devices are served in the order in which they ask; each
 * claim gets the first of its choices that is free. A refusal says who holds the choices and what
 * is free.
 */
final class IsaResources {

    private static final int IRQS = 16;
    private static final int CHANNELS = 8;
    private static final int FIRST_CARD_PORT = 0x100;
    private static final int PORTS = 0x10000;

    private final RangeMap<Integer, String> ports = TreeRangeMap.create();
    private final @Nullable String[] irqs = new String[IRQS];
    private final @Nullable String[] channels = new String[CHANNELS];
    private @Nullable String dmaControl;

    /** Keeps ports from all cards. */
    void reserve(String holder, PortRange range) {
        ports.put(span(range), holder);
    }

    /** Grants all claims of a device or refuses the device. */
    List<Grant> grant(String device, List<IsaClaim> claims) {
        Set<String> names = new HashSet<>();
        List<Grant> grants = new ArrayList<>();
        for (IsaClaim claim : claims) {
            if (!names.add(claim.name())) {
                throw new ConfigurationException(
                        "%s makes two claims named '%s'".formatted(device, claim.name()));
            }
            grants.add(grant(device, claim));
        }
        return List.copyOf(grants);
    }

    private Grant grant(String device, IsaClaim claim) {
        if (claim instanceof IsaClaim.Ports wanted) {
            return ports(device, wanted);
        } else if (claim instanceof IsaClaim.Irq wanted) {
            int line = number(device, claim.name(), "IRQ", wanted.choices(), irqs);
            return new Grant.Irq(claim.name(), line);
        } else if (claim instanceof IsaClaim.Dma wanted) {
            int channel = number(device, claim.name(), "DMA channel", wanted.choices(), channels);
            return new Grant.Dma(claim.name(), channel);
        } else {
            if (dmaControl != null) {
                throw new ConfigurationException(
                        "%s wants to be the system DMA controller, which is %s; a machine has one"
                                .formatted(device, dmaControl));
            }
            dmaControl = device;
            return new Grant.DmaControl(claim.name());
        }
    }

    private Grant ports(String device, IsaClaim.Ports wanted) {
        for (PortRange choice : wanted.choices()) {
            if (ports.subRangeMap(span(choice)).asMapOfRanges().isEmpty()) {
                ports.put(span(choice), "%s (%s)".formatted(device, wanted.name()));
                return new Grant.Ports(wanted.name(), choice);
            }
        }
        String held =
                wanted.choices().stream()
                        .map(choice -> "%s held by %s".formatted(choice, holders(choice)))
                        .collect(Collectors.joining(", "));
        int length = wanted.choices().isEmpty() ? 1 : wanted.choices().get(0).length();
        throw refusal(
                device,
                wanted.name(),
                "ports",
                wanted.choices().toString(),
                held,
                freePorts(length)
                        .map(free -> "free are for example " + free)
                        .orElse("none is free"));
    }

    private static Range<Integer> span(PortRange ports) {
        return Range.closedOpen(ports.base(), ports.base() + ports.length());
    }

    private String holders(PortRange range) {
        return ports.subRangeMap(span(range)).asMapOfRanges().values().stream()
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    /** The first free range of a length at a base as round as the length. */
    private Optional<PortRange> freePorts(int length) {
        int step = Math.max(Integer.highestOneBit(2 * length - 1), 1);
        return IntStream.iterate(
                        FIRST_CARD_PORT, base -> base + length <= PORTS, base -> base + step)
                .mapToObj(base -> new PortRange(base, length))
                .filter(range -> ports.subRangeMap(span(range)).asMapOfRanges().isEmpty())
                .findFirst();
    }

    private static int number(
            String device,
            String claim,
            String what,
            List<Integer> choices,
            @Nullable String[] holders) {
        for (int choice : choices) {
            if (choice < 0 || choice >= holders.length) {
                throw new ConfigurationException(
                        "%s: %s %d for '%s' is not possible; there are 0..%d"
                                .formatted(device, what, choice, claim, holders.length - 1));
            }
            if (holders[choice] == null) {
                holders[choice] = "%s (%s)".formatted(device, claim);
                return choice;
            }
        }
        String held =
                choices.stream()
                        .map(choice -> "%d held by %s".formatted(choice, holders[choice]))
                        .collect(Collectors.joining(", "));
        String free =
                IntStream.range(0, holders.length)
                        .filter(i -> holders[i] == null)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        throw refusal(
                device,
                claim,
                what,
                choices.toString(),
                held,
                free.isEmpty() ? "none is free" : "free are " + free);
    }

    private static ConfigurationException refusal(
            String device, String claim, String what, String wanted, String held, String free) {
        return new ConfigurationException(
                "%s cannot have its %s '%s': it can use one of %s, but %s; %s"
                        .formatted(
                                device,
                                what,
                                claim,
                                wanted,
                                held.isEmpty() ? "names none" : held,
                                free));
    }
}
