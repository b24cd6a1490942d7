package dev.dreq.hal.ke;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The interrupt inputs that somebody is connected to, and the delivery of what they ask. */
final class InterruptLines {
    /** After so many calls that nobody claimed, a level-sensitive line is masked. */
    static final int UNCLAIMED_LIMIT = 1_000;

    /**
     * After so many calls in a row that did not bring a line to rest, it is masked as well: one
     * that does not fall, or a latched one that rises in each call.
     */
    static final int STORM_LIMIT = 100_000;

    private static final class Line {
        final int input;
        final int irql;
        final List<Kinterrupt> connected = new ArrayList<>();
        int rises;
        boolean lastSeen;
        boolean masked;
        int unclaimed;
        int restless;

        Line(int input, int irql) {
            this.input = input;
            this.irql = irql;
        }

        boolean latched() {
            return connected.get(0).mode() == InterruptMode.Latched;
        }
    }

    private final Processor processor;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private long count;

    InterruptLines(Processor processor) {
        this.processor = processor;
    }

    long count() {
        return count;
    }

    List<String> reports() {
        return List.copyOf(reports);
    }

    /** Connects, unless the line is taken. The caller owes an interrupt point. */
    boolean connect(Kinterrupt interrupt) {
        Line line = find(interrupt.input());
        if (line == null) {
            Line added = new Line(interrupt.input(), interrupt.irql());
            added.connected.add(interrupt);
            int index = 0;
            while (index < lines.size() && lines.get(index).irql >= added.irql) {
                index++;
            }
            lines.add(index, added);
            processor.bus.listen(added.input, input -> added.rises++);
            return true;
        }
        Kinterrupt first = line.connected.get(0);
        if (!first.shareVector() || !interrupt.shareVector() || first.mode() != interrupt.mode()) {
            return false;
        }
        line.connected.add(interrupt);
        return true;
    }

    boolean disconnect(Kinterrupt interrupt) {
        Line line = find(interrupt.input());
        if (line == null || !line.connected.remove(interrupt)) {
            return false;
        }
        if (line.connected.isEmpty()) {
            lines.remove(line);
            processor.bus.listen(line.input, null);
        }
        return true;
    }

    /** Disconnects everybody. */
    void close() {
        for (Line line : lines) {
            processor.bus.listen(line.input, null);
        }
        lines.clear();
    }

    private @Nullable Line find(int input) {
        for (Line line : lines) {
            if (line.input == input) {
                return line;
            }
        }
        return null;
    }

    /**
     * Calls service routines, the highest IRQL first, until no line above the present IRQL asks.
     */
    void deliver() {
        Line line = nextAsking();
        while (line != null) {
            service(line);
            line = nextAsking();
        }
    }

    private @Nullable Line nextAsking() {
        int irql = processor.irql();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.irql <= irql) {
                return null;
            }
            if (asks(line)) {
                return line;
            }
        }
        return null;
    }

    /**
     * Looks at the line. A rise that the listener did not hear of, such as one before it listened,
     * counts as well.
     */
    private boolean asks(Line line) {
        if (line.masked) {
            return false;
        }
        boolean level = processor.bus.interruptLevel(line.input);
        if (level && !line.lastSeen && line.rises == 0) {
            line.rises = 1;
        }
        line.lastSeen = level;
        if (!line.latched() && !level) {
            line.rises = 0;
        }
        boolean asks = line.latched() ? line.rises > 0 : level;
        if (!asks) {
            line.unclaimed = 0;
            line.restless = 0;
        }
        return asks;
    }

    private void service(Line line) {
        if (line.latched()) {
            line.rises--;
        }
        boolean claimed = false;
        for (int i = 0; i < line.connected.size(); i++) {
            claimed |= call(line.connected.get(i));
            if (claimed && !line.latched()) {
                break;
            }
        }
        account(line, claimed || line.latched());
    }

    private boolean call(Kinterrupt interrupt) {
        count++;
        boolean[] claimed = new boolean[1];
        processor.runAt(
                interrupt.synchronizeIrql(),
                "the service routine of interrupt input " + interrupt.input(),
                () -> {
                    KspinLock lock = interrupt.actualLock();
                    SpinLocks.acquire(processor, lock, interrupt.synchronizeIrql());
                    try {
                        claimed[0] =
                                interrupt
                                        .serviceRoutine()
                                        .service(interrupt, interrupt.serviceContext());
                    } finally {
                        processor.freeLock(lock);
                    }
                });
        return claimed[0];
    }

    private void account(Line line, boolean claimed) {
        line.restless++;
        line.unclaimed = claimed ? 0 : line.unclaimed + 1;
        if (line.unclaimed >= UNCLAIMED_LIMIT) {
            mask(line, "did not claim it; connect the driver of every device on it");
        } else if (line.restless >= STORM_LIMIT) {
            mask(line, "did not quiet the device; make it stop asking before they return");
        }
    }

    private void mask(Line line, String why) {
        line.masked = true;
        processor.bus.listen(line.input, null);
        reports.add(
                "interrupt input %d is masked at %d ns: %d calls in a row of its service routines %s"
                        .formatted(line.input, processor.bus.now(), line.restless, why));
    }
}
