package dev.dreq.tools.bench.machine;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.util.List;
import java.util.SplittableRandom;

/** A card with many timers, each of which sets itself again when it fires; for one machine. */
public final class PlainTimers implements IsaDeviceProvider, Device {

    /** The type's name. */
    public static final String TYPE = "plain-timers";

    private static final int LONGEST = 1_000_000;

    private final int count;
    private final SplittableRandom random = new SplittableRandom(3);
    private long fired;

    /** Makes one with so many timers, all of which are pending. */
    public PlainTimers(int count) {
        this.count = count;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "timers that set themselves again";
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of();
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        Clock clock = slot.clock();
        for (int i = 0; i < count; i++) {
            Timer[] timer = new Timer[1];
            timer[0] = clock.timer("t" + i, () -> fire(timer[0]));
            timer[0].armIn(delay(random));
        }
        return this;
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        return create(settings, slot);
    }

    @Override
    public void reset() {}

    @Override
    public void save(StateWriter out) {}

    private void fire(Timer timer) {
        fired++;
        timer.armIn(delay(random));
    }

    /** How many have fired so far. */
    public long fired() {
        return fired;
    }

    /** A delay in nanoseconds. */
    static int delay(SplittableRandom random) {
        return random.nextInt(1, LONGEST);
    }
}
