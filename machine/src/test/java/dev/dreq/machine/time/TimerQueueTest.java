package dev.dreq.machine.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.dreq.machine.Trace;
import dev.dreq.machine.io.Enclosure;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerQueueTest {
    private static final int TIMERS = 60;
    private static final int STEPS = 3_000;

    private final Sequencer sequencer = new Sequencer();
    private final Enclosure device = new Enclosure("device0", Trace.OFF);
    private final TimerQueue queue = new TimerQueue();

    /** What is armed, those of equal deadline in the order in which they were armed. */
    private final List<DeviceTimer> model = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsAddedAndRemovedTheFirstIsTheEarliestThatWasAddedFirst(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DeviceTimer> idle = new ArrayList<>();
        for (int i = 0; i < TIMERS; i++) {
            idle.add(new DeviceTimer("t" + i, device, sequencer, () -> {}));
        }
        for (int step = 0; step < STEPS; step++) {
            int choice = random.nextInt(5);
            if (choice < 3 && !idle.isEmpty()) {
                add(idle.remove(random.nextInt(idle.size())), random.nextInt(20));
            } else if (choice == 3 && !model.isEmpty()) {
                DeviceTimer timer = model.remove(random.nextInt(model.size()));
                queue.remove(timer);
                idle.add(timer);
            } else if (!model.isEmpty()) {
                DeviceTimer first = model.remove(0);
                assertSame(first, queue.removeFirst(), "seed " + seed + ", step " + step);
                assertEquals(DeviceTimer.NOWHERE, first.place);
                idle.add(first);
            }
            assertEquals(model, queue.inOrder(), "seed " + seed + ", step " + step);
            assertEquals(
                    model.isEmpty() ? Long.MAX_VALUE : model.get(0).deadline, queue.nextDeadline());
        }
    }

    private void add(DeviceTimer timer, long deadline) {
        timer.deadline = deadline;
        queue.add(timer);
        int at = 0;
        while (at < model.size() && model.get(at).deadline <= deadline) {
            at++;
        }
        model.add(at, timer);
    }
}
