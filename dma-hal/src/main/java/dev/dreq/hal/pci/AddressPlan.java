package dev.dreq.hal.pci;

import dev.dreq.hal.io.CmResource;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the base address registers of all functions decode: memory from E0000000 up to the I/O APIC
 * at FEC00000, ports from C000 up. 64-bit ones come last, and go above 4 GiB if there is no room
 * below. A function whose registers do not all fit gets nothing, and the others have its room.
 */
final class AddressPlan {
    static final long PORTS_START = 0xC000;
    static final long PORTS_END = 0x1_0000;
    static final long MEMORY_START = 0xE000_0000L;
    static final long MEMORY_END = 0xFEC0_0000L;
    static final long HIGH_START = 1L << 32;

    /** What processors of this class of machine address at least. */
    static final long HIGH_END = 1L << 40;

    private record Asked(int function, int position, BaseAddress bar) {
        private static final Comparator<Asked> ORDER =
                Comparator.comparing(
                                (Asked asked) -> asked.bar.kind() == BaseAddress.Kind.MEMORY_64)
                        .thenComparing(asked -> -asked.bar.size())
                        .thenComparing(Asked::function)
                        .thenComparing(Asked::position);
    }

    private final List<RamRange> ram;
    private final List<CmResource> granted;
    private final List<Asked> asked = new ArrayList<>();
    private final long[][] addresses;
    private final @Nullable String[] refusals;

    /**
     * Makes the plan.
     *
     * @param bars of each function
     * @param granted what other devices have
     */
    AddressPlan(List<List<BaseAddress>> bars, List<RamRange> ram, List<CmResource> granted) {
        this.ram = ram;
        this.granted = granted;
        this.addresses = new long[bars.size()][];
        this.refusals = new String[bars.size()];
        for (int function = 0; function < bars.size(); function++) {
            addresses[function] = new long[bars.get(function).size()];
            for (int position = 0; position < bars.get(function).size(); position++) {
                asked.add(new Asked(function, position, bars.get(function).get(position)));
            }
        }
        asked.sort(Asked.ORDER);
        while (!placeAll()) {
            asked.removeIf(one -> refusals[one.function] != null);
        }
    }

    /** Where the register at a position of a function's list decodes, unless refused. */
    long address(int function, int position) {
        return addresses[function][position];
    }

    /** Why a function gets nothing, if so. */
    Optional<String> refusal(int function) {
        return Optional.ofNullable(refusals[function]);
    }

    private boolean placeAll() {
        AddressWindow ports = new AddressWindow(PORTS_START, PORTS_END);
        AddressWindow memory = new AddressWindow(MEMORY_START, MEMORY_END);
        AddressWindow high = new AddressWindow(HIGH_START, HIGH_END);
        for (RamRange range : ram) {
            memory.exclude(range.start(), range.end());
            high.exclude(range.start(), range.end());
        }
        for (CmResource resource : granted) {
            if (resource instanceof CmResource.Port port) {
                ports.exclude(port.start(), port.start() + port.length());
            } else if (resource instanceof CmResource.Memory range) {
                memory.exclude(range.start(), range.start() + range.length());
                high.exclude(range.start(), range.start() + range.length());
            }
        }
        for (Asked one : asked) {
            BaseAddress bar = one.bar;
            long address =
                    switch (bar.kind()) {
                        case PORT -> ports.take(bar.size());
                        case MEMORY -> memory.take(bar.size());
                        case MEMORY_64 -> {
                            long low = memory.take(bar.size());
                            yield low >= 0 ? low : high.take(bar.size());
                        }
                    };
            if (address < 0) {
                refusals[one.function] =
                        refusal(
                                bar,
                                switch (bar.kind()) {
                                    case PORT -> ports;
                                    case MEMORY -> memory;
                                    case MEMORY_64 -> high;
                                });
                return false;
            }
            addresses[one.function][one.position] = address;
        }
        return true;
    }

    private static String refusal(BaseAddress bar, AddressWindow window) {
        return ("there is no room for %s in %s, which takes at most %x more; make this device"
                        + " or another smaller, or take one out")
                .formatted(bar, window, window.largest());
    }
}
