package dev.dreq.tools.testkit.measured;

import dev.dreq.plugin.cpu.CpuBus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a machine answers while a row runs: the values read and the edges of the watched interrupt.
 */
final class Answers {

    /**
     * One of them.
     *
     * @param value digits, or {@code up} or {@code down}
     * @param step during which it came
     */
    record Answer(String value, String step) {}

    private final CpuBus bus;
    private final OptionalInt irq;
    private final List<Answer> list = new ArrayList<>();
    private String step = "";
    private boolean level;
    private int rises;

    Answers(CpuBus bus, OptionalInt irq) {
        this.bus = bus;
        this.irq = irq;
        irq.ifPresent(
                input -> {
                    level = bus.interruptLevel(input);
                    bus.listen(input, number -> rises++);
                });
    }

    /** All so far, in order. */
    List<Answer> list() {
        return list;
    }

    /** A step begins. */
    void step(String text) {
        step = text;
    }

    /** An access read a value. */
    void value(String digits) {
        list.add(new Answer(digits, step));
    }

    /** An access is over: notes the edges that it caused, also those that it took back. */
    void edges() {
        irq.ifPresent(
                input -> {
                    for (; rises > 0; rises--) {
                        level(false);
                        level(true);
                    }
                    level(bus.interruptLevel(input));
                });
    }

    private void level(boolean now) {
        if (now != level) {
            list.add(new Answer(now ? "up" : "down", step));
            level = now;
        }
    }
}
