package dev.dreq.devices.display;

import static dev.dreq.devices.display.Bench.ABORT;
import static dev.dreq.devices.display.Bench.CTRL;
import static dev.dreq.devices.display.Bench.IRQ_EN;
import static dev.dreq.devices.display.Bench.MOVED;
import static dev.dreq.devices.display.Bench.RING_HEAD;
import static dev.dreq.devices.display.Bench.RING_TAIL;
import static dev.dreq.devices.display.Bench.SG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An adapter restored in the middle of anything goes on as if nothing had been. */
class SaveRestoreTest {

    private static final int RING = 0x8000;

    private static Bench busy() {
        Bench bench = new Bench("burst", "700").filled(1).mode(64, 64, 32);
        bench.range(0x40, 0, 0x2001, 1500, 0).range(0x40, 1, 0x4003, 1500, 0);
        bench.entry(RING, 0, 0x6000, 2000, IRQ_EN, 0x300)
                .entry(RING, 1, 0x40, 2, SG, 0x900)
                .entry(RING, 2, 0x40, 0, IRQ_EN, 0);
        bench.ring(RING, 8).packet(0x40, 2, 0x100).rectangle(64, 40).start(IRQ_EN | SG);
        return bench.out(RING_TAIL, 3);
    }

    private static List<String> future(Bench bench) {
        List<String> seen = new ArrayList<>();
        do {
            seen.add(
                    "%d: %x, moved %d, head %d, rises %d"
                            .formatted(
                                    bench.slot.time.now(),
                                    bench.status(),
                                    bench.in(MOVED),
                                    bench.in(RING_HEAD),
                                    bench.slot.rises));
        } while (bench.step());
        return seen;
    }

    private static void assertSameFuture(int steps, Consumer<Bench> then) {
        Bench one = busy();
        for (int i = 0; i < steps; i++) {
            one.step();
        }
        then.accept(one);
        Bench other = one.savedAndRestored();
        assertEquals(future(one), future(other));
        assertArrayEquals(one.ram, other.ram);
        assertArrayEquals(one.vramBytes(), other.vramBytes());
        assertArrayEquals(one.picture().pixels(), other.picture().pixels());
        for (int at = 0x500; at < 0x860; at += 4) {
            assertEquals(one.in(at), other.in(at), "offset %x".formatted(at));
        }
    }

    @ParameterizedTest(name = "after {0} steps")
    @ValueSource(ints = {0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17})
    void anInterruptedTransferEndsAlike(int steps) {
        assertSameFuture(steps, bench -> {});
    }

    @ParameterizedTest(name = "after {0} steps")
    @ValueSource(ints = {0, 3, 5, 7, 10})
    void anAbortThatIsUnderWayIsNotLost(int steps) {
        assertSameFuture(steps, bench -> bench.out(CTRL, ABORT | IRQ_EN));
    }

    @ParameterizedTest(name = "after {0} steps")
    @ValueSource(ints = {0, 7, 10})
    void aRingThatIsBeingSwitchedOffStopsAlike(int steps) {
        assertSameFuture(steps, bench -> bench.out(Bench.RING_SIZE, 0));
    }

    @Test
    void theLastPictureIsRestoredThoughItsModeIsGone() {
        assertSameFuture(3, bench -> bench.dispi(4, 0).dispi(1, 1));
    }

    @Test
    void aCommandChangedAfterStartIsStillTheOneThatRuns() {
        assertSameFuture(2, bench -> bench.packet(-1, -1, -1).rectangle(0, 0).out(0x604, -1));
    }

    @Test
    void restoringDoesNoDma() {
        Bench bench = busy();
        bench.step();
        assertEquals(List.of(), bench.savedAndRestored().slot.accesses);
    }

    @Test
    void aRingThatFollowedALargerOneIsRestored() {
        Bench bench = new Bench().ring(RING, 8);
        bench.out(RING_TAIL, 7).rest();
        bench.ring(RING, 0).ring(RING, 2);
        assertEquals(2, bench.savedAndRestored().in(Bench.RING_SIZE));
    }

    @Test
    void aStateOfALargerAdapterIsRefused() {
        Bench large = new Bench("vram", "2M", "max-transfer", "8M").packet(0, 0x8_0000, 0x18_0000);
        large.start(0);
        DisplayProvider provider = new DisplayProvider();
        Settings small = Settings.parse(provider.settings(), Map.of("vram", "1M"));
        StateException refused =
                assertThrows(
                        StateException.class,
                        () ->
                                provider.restore(
                                        small,
                                        new FakePciSlot(provider.function(small)),
                                        large.saved().reader()));
        assertEquals("the transfer under way is none: VIDEO_MEMORY", refused.getMessage());
    }
}
