package dev.dreq.machine.jfr;

import dev.dreq.plugin.cpu.EventOrder;

/** Counts the recorded events of one machine. */
public final class EventCount implements EventOrder {

    private long next;

    @Override
    public long next() {
        return next++;
    }
}
