package dev.dreq.tools.testkit.junit;

import dev.dreq.machine.Trace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Remembers the last DMA transfers of a machine. */
final class LastTransfers implements Trace {
    private static final int KEPT = 64;
    private static final String HEADING = "%16s  %-12s %7s  %16s  %-11s %9s %9s  %s%n";
    private static final String ROW = "%16s  %-12s %7s  %16x  %-11s %,9d %,9d  %s%n";

    private final Deque<Transfer> kept = new ArrayDeque<>();
    private LongSupplier clock = () -> 0;
    private long count;

    private record Transfer(
            long time,
            String device,
            int channel,
            long address,
            DmaDirection direction,
            int length,
            int moved,
            BusStatus status) {

        String row() {
            return ROW.formatted(
                    micros(time),
                    device,
                    channel < 0 ? "-" : channel,
                    address,
                    direction.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    length,
                    moved,
                    status);
        }
    }

    /** Names the machine's virtual time, once there is a machine. */
    void timeBy(LongSupplier now) {
        clock = now;
    }

    @Override
    public void dma(
            String device,
            int channel,
            long address,
            int length,
            DmaDirection direction,
            int moved,
            BusStatus status) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(
                new Transfer(
                        clock.getAsLong(),
                        device,
                        channel,
                        address,
                        direction,
                        length,
                        moved,
                        status));
        count++;
    }

    /** The transfers in order, a row each. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append("the last %d of %d DMA transfers%n".formatted(kept.size(), count));
        text.append(
                HEADING.formatted(
                        "time (us)",
                        "device",
                        "channel",
                        "address (hex)",
                        "direction",
                        "asked",
                        "moved",
                        "status"));
        kept.forEach(transfer -> text.append(transfer.row()));
        return text.toString();
    }

    /** Nanoseconds in microseconds: {@code 1,234.567}. */
    static String micros(long nanos) {
        return String.format(Locale.ROOT, "%,d.%03d", nanos / 1000, nanos % 1000);
    }
}
