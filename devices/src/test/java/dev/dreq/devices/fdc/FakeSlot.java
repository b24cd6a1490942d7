package dev.dreq.devices.fdc;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.isa.PortRange;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A slot whose time stands still unless a test moves it, with one DMA channel that a test programs
 * directly.
 */
final class FakeSlot implements IsaSlot, Clock {

    private final Map<String, IoHandler> windows = new LinkedHashMap<>();
    private final Map<String, FakeTimer> timers = new LinkedHashMap<>();
    private long now;
    private long armings;

    /** What INT did, oldest first. */
    final List<Boolean> interrupts = new ArrayList<>();

    boolean irq;
    boolean dreq;
    DmaSlave slave = burst -> 0;
    int guestErrors;

    @Override
    public String name() {
        return "fdc0";
    }

    @Override
    public PortRange ports(String claim) {
        return claim.equals(FdcProvider.PORTS) ? new PortRange(0x3f0, 6) : new PortRange(0x3f7, 1);
    }

    @Override
    public void map(String claim, IoHandler handler) {
        windows.put(claim, handler);
    }

    @Override
    public InterruptLine irq(String claim) {
        return level -> {
            irq = level;
            interrupts.add(level);
        };
    }

    @Override
    public DmaChannel dma(String claim, DmaSlave end) {
        slave = end;
        return level -> dreq = level;
    }

    @Override
    public DmaBackplane provideDma(DmaController controller) {
        throw new IllegalArgumentException("the floppy controller is no DMA controller");
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public void guestError(String what) {
        guestErrors++;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public Timer timer(String name, Runnable action) {
        FakeTimer timer = new FakeTimer(action);
        if (timers.put(name, timer) != null) {
            throw new IllegalArgumentException("two timers are named " + name);
        }
        return timer;
    }

    int in(int port) {
        IoHandler window = window(port);
        return (int) window.read(port == 0x3f7 ? 0 : port - 0x3f0, 1) & 0xff;
    }

    void out(int port, int value) {
        window(port).write(port == 0x3f7 ? 0 : port - 0x3f0, 1, value & 0xff);
    }

    private IoHandler window(int port) {
        return windows.get(port == 0x3f7 ? FdcProvider.DIR_PORT : FdcProvider.PORTS);
    }

    /**
     * Fires the next timer that is due at or before {@code deadline}, moving time to it; false if
     * there is none.
     */
    boolean fireNext(long deadline) {
        FakeTimer next =
                timers.values().stream()
                        .filter(timer -> timer.armed && timer.deadline <= deadline)
                        .min(
                                Comparator.comparingLong((FakeTimer timer) -> timer.deadline)
                                        .thenComparingLong(timer -> timer.order))
                        .orElse(null);
        if (next == null) {
            return false;
        }
        now = Math.max(now, next.deadline);
        next.armed = false;
        next.action.run();
        return true;
    }

    /** Lets time stand at {@code time}, which no timer comes before. */
    void passTo(long time) {
        now = Math.max(now, time);
    }

    boolean anyTimerArmed() {
        return timers.values().stream().anyMatch(timer -> timer.armed);
    }

    /**
     * Takes over the wires, the time and the timers of another slot, as a machine restores them.
     */
    void restoreFrom(FakeSlot other) {
        now = other.now;
        irq = other.irq;
        dreq = other.dreq;
        other.timers.forEach(
                (name, timer) -> {
                    FakeTimer mine = timers.get(name);
                    mine.armed = timer.armed;
                    mine.deadline = timer.deadline;
                    mine.order = timer.order;
                });
        armings = other.armings;
    }

    private final class FakeTimer implements Timer {

        private final Runnable action;
        private boolean armed;
        private long deadline;
        private long order;

        FakeTimer(Runnable action) {
            this.action = action;
        }

        @Override
        public void arm(long at) {
            deadline = at;
            order = armings++;
            armed = true;
        }

        @Override
        public void armIn(long delay) {
            arm(now + Math.max(0, delay));
        }

        @Override
        public void cancel() {
            armed = false;
        }

        @Override
        public boolean armed() {
            return armed;
        }
    }
}
