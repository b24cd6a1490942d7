package dev.dreq.hal.ke;

import dev.dreq.hal.trace.TraceSlice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interrupt inputs and messages that somebody is connected to, and the delivery of what they
 * ask.
 */
final class InterruptLines {
    /** After so many calls that nobody claimed, a level-sensitive line is masked. */
    static final int UNCLAIMED_LIMIT = 1_000;

    /**
     * After so many calls in a row that did not bring a line to rest, it is masked as well: one
     * that does not fall, or a latched one or a message that comes anew in each call.
     */
    static final int STORM_LIMIT = 100_000;

    private static final int VECTORS = 0x100;

    private static final class Line {
        final int input;
        final boolean message;
        final int irql;
        final String serviceRoutine;
        final List<Kinterrupt> connected = new ArrayList<>();
        int rises;
        boolean lastSeen;
        boolean masked;
        int unclaimed;
        int restless;

        Line(Kinterrupt first) {
            this.input = first.input();
            this.message = first.message();
            this.irql = first.irql();
            this.serviceRoutine = "the service routine of " + name(first);
            connected.add(first);
        }

        boolean latched() {
            return connected.get(0).mode() == InterruptMode.Latched;
        }
    }

    private final Processor processor;
    private final List<Line> lines = new ArrayList<>();
    private final @Nullable Line[] messages = new Line[VECTORS];
    private int connectedMessages;
    private long count;

    InterruptLines(Processor processor) {
        this.processor = processor;
    }

    long count() {
        return count;
    }

    /** What asks, in words. */
    static String name(Kinterrupt interrupt) {
        return interrupt.message()
                ? "message %02X".formatted(interrupt.input())
                : "interrupt input " + interrupt.input();
    }

    /** Connects, unless the line is taken. The caller owes an interrupt point. */
    boolean connect(Kinterrupt interrupt) {
        Line line = find(interrupt);
        if (line == null) {
            Line added = new Line(interrupt);
            int index = 0;
            while (index < lines.size() && lines.get(index).irql >= added.irql) {
                index++;
            }
            lines.add(index, added);
            listen(added);
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
        Line line = find(interrupt);
        if (line == null || !line.connected.remove(interrupt)) {
            return false;
        }
        if (line.connected.isEmpty()) {
            lines.remove(line);
            if (!line.masked) {
                ignore(line);
            }
        }
        return true;
    }

    /** Disconnects everybody. */
    void close() {
        for (Line line : lines) {
            if (!line.masked) {
                ignore(line);
            }
        }
        lines.clear();
    }

    private void listen(Line line) {
        if (!line.message) {
            processor.bus.listen(line.input, input -> line.rises++);
            return;
        }
        messages[line.input] = line;
        if (connectedMessages++ == 0) {
            processor.bus.listenMessages(this::arrived);
        }
    }

    private void ignore(Line line) {
        if (!line.message) {
            processor.bus.listen(line.input, null);
            return;
        }
        messages[line.input] = null;
        if (--connectedMessages == 0) {
            processor.bus.listenMessages(null);
        }
    }

    /** A message that nobody is connected to is lost, as it is on a processor. */
    private void arrived(int vector) {
        Line line = messages[vector];
        if (line != null && !line.masked) {
            line.rises++;
        }
    }

    private @Nullable Line find(Kinterrupt interrupt) {
        for (Line line : lines) {
            if (line.input == interrupt.input() && line.message == interrupt.message()) {
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
        boolean level = !line.message && processor.bus.interruptLevel(line.input);
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
            claimed |= call(line, line.connected.get(i));
            if (claimed && !line.latched()) {
                break;
            }
        }
        account(line, claimed || line.latched());
    }

    private boolean call(Line line, Kinterrupt interrupt) {
        count++;
        boolean[] claimed = new boolean[1];
        SystemObject interrupted = processor.trace.enter(Fields.owner(interrupt));
        TraceSlice slice = processor.trace.interrupt(interrupt);
        processor.runAt(
                interrupt.synchronizeIrql(),
                line.serviceRoutine,
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
                        processor.trace.end(slice, claimed[0] ? "claimed" : "not claimed");
                    }
                });
        processor.trace.enter(interrupted);
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
        ignore(line);
        processor.reports.add(
                "%s is masked at %d ns: %d calls in a row of its service routines %s"
                        .formatted(
                                name(line.connected.get(0)),
                                processor.bus.now(),
                                line.restless,
                                why));
    }
}
