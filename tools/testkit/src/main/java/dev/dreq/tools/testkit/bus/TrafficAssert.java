package dev.dreq.tools.testkit.bus;

import dev.dreq.tools.testkit.bus.BusAccess.Kind;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says what passed over a bus, in order:
 *
 * <pre>{@code
 * assertThat(bus).ports(0x00, 0x0f).wrote(0x0a, 0x06).then(0x0c).then(0x0b, 0x46).nothingMore();
 * }</pre>
 *
 * <p>{@code wrote}, {@code read}, {@code stored} and {@code loaded} find the next such access,
 * whatever lies between; {@code then} demands that the very next access is of the same kind.
 */
public final class TrafficAssert {

    private final List<BusAccess> traffic;
    private int at;
    private Kind kind = Kind.OUT;

    private TrafficAssert(List<BusAccess> traffic) {
        this.traffic = traffic;
    }

    /** Begins at the first access. */
    public static TrafficAssert assertThat(RecordingBus bus) {
        return new TrafficAssert(bus.traffic());
    }

    /** Looks at ports {@code first} to {@code last} only, from the beginning. */
    public TrafficAssert ports(int first, int last) {
        return only(a -> a.isPort() && first <= a.address() && a.address() <= last);
    }

    /** Looks at the addresses of memory from {@code start} on only, from the beginning. */
    public TrafficAssert memory(long start, long length) {
        return only(a -> !a.isPort() && start <= a.address() && a.address() - start < length);
    }

    private TrafficAssert only(Predicate<BusAccess> wanted) {
        return new TrafficAssert(traffic.stream().filter(wanted).toList());
    }

    /** Later on, {@code value} was written to a port. */
    public TrafficAssert wrote(int port, long value) {
        return find(Kind.OUT, port, OptionalLong.of(value));
    }

    /** Later on, something was written to a port. */
    public TrafficAssert wrote(int port) {
        return find(Kind.OUT, port, OptionalLong.empty());
    }

    /** Later on, a port was read. */
    public TrafficAssert read(int port) {
        return find(Kind.IN, port, OptionalLong.empty());
    }

    /** Later on, {@code value} was stored in memory. */
    public TrafficAssert stored(long address, long value) {
        return find(Kind.STORE, address, OptionalLong.of(value));
    }

    /** Later on, something was stored in memory. */
    public TrafficAssert stored(long address) {
        return find(Kind.STORE, address, OptionalLong.empty());
    }

    /** Later on, memory was loaded from. */
    public TrafficAssert loaded(long address) {
        return find(Kind.LOAD, address, OptionalLong.empty());
    }

    private TrafficAssert find(Kind wanted, long address, OptionalLong value) {
        for (int i = at; i < traffic.size(); i++) {
            if (matches(traffic.get(i), wanted, address, value)) {
                at = i + 1;
                kind = wanted;
                return this;
            }
        }
        throw failure("there is no " + text(wanted, address, value));
    }

    /** The very next access was of the same kind, at this address with this value. */
    public TrafficAssert then(long address, long value) {
        return next(address, OptionalLong.of(value));
    }

    /** The very next access was of the same kind, at this address. */
    public TrafficAssert then(long address) {
        return next(address, OptionalLong.empty());
    }

    private TrafficAssert next(long address, OptionalLong value) {
        if (at == traffic.size() || !matches(traffic.get(at), kind, address, value)) {
            throw failure("the next access is not " + text(kind, address, value));
        }
        at++;
        return this;
    }

    /** Nothing was written to a port, anywhere. */
    public TrafficAssert neverWrote(int port) {
        return never(Kind.OUT, port);
    }

    /** Nothing was stored at an address, anywhere. */
    public TrafficAssert neverStored(long address) {
        return never(Kind.STORE, address);
    }

    private TrafficAssert never(Kind unwanted, long address) {
        for (int i = 0; i < traffic.size(); i++) {
            if (matches(traffic.get(i), unwanted, address, OptionalLong.empty())) {
                at = i;
                throw failure(
                        "there should be no " + text(unwanted, address, OptionalLong.empty()));
            }
        }
        return this;
    }

    /** There is nothing behind what was found. */
    public void nothingMore() {
        if (at < traffic.size()) {
            throw failure("there should be nothing more");
        }
    }

    private static boolean matches(BusAccess access, Kind kind, long address, OptionalLong value) {
        return access.kind() == kind
                && access.address() == address
                && (value.isEmpty()
                        || access.value()
                                == (value.getAsLong() & FakeWindow.ones((int) access.size())));
    }

    private static String text(Kind kind, long address, OptionalLong value) {
        return value.isEmpty()
                ? "%s %x".formatted(kind, address)
                : "%s %x with %x".formatted(kind, address, value.getAsLong());
    }

    private AssertionError failure(String what) {
        String all =
                IntStream.rangeClosed(0, traffic.size())
                        .mapToObj(i -> (i == at ? "--> " : "    ") + line(i))
                        .collect(Collectors.joining("\n"));
        return new AssertionError("%s from the arrow on:%n%s".formatted(what, all));
    }

    private String line(int i) {
        return i == traffic.size() ? "(end)" : traffic.get(i).toString();
    }
}
