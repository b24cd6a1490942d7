package dev.dreq.machine;

import static dev.dreq.plugin.isa.IsaClaim.dma;
import static dev.dreq.plugin.isa.IsaClaim.dmaControl;
import static dev.dreq.plugin.isa.IsaClaim.irq;
import static dev.dreq.plugin.isa.IsaClaim.ports;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContainmentTest {

    private static final IsaClaim[] CLAIMS = {
        ports("io", 4, 0x300), irq("irq", 5), dma("dma", 1), dmaControl()
    };

    private final List<String> log = new ArrayList<>();
    private InterruptLine line;
    private DmaChannel channel;
    private Timer bystander;
    private DmaBackplane backplane;

    static class Broken extends Error {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int dive(int depth) {
        return dive(depth + 1) + 1;
    }

    /** Where a device throws, and what makes it do so. */
    private record Place(String name, Consumer<Rig> trigger) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Place> places() {
        return Stream.of(
                new Place("read", rig -> assertEquals(0xff, rig.machine.bus().in8(0x300))),
                new Place("write", rig -> rig.machine.bus().out8(0x300, 1)),
                new Place("timer", rig -> rig.machine.advance(10)),
                new Place("dreq", rig -> rig.machine.bus().out8(0x302, 1)),
                new Place("reset", rig -> rig.machine.reset()),
                new Place("save", ContainmentTest::save),
                new Place("close", rig -> rig.machine.close()));
    }

    private static void save(Rig rig) {
        try {
            rig.machine.save(new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A machine with a device that throws at one place, and another that is well. */
    private final class Rig {
        private final String place;
        private final Runnable failure;
        private final Machine machine;

        Rig(String place, Runnable failure) {
            this.place = place;
            this.failure = failure;
            this.machine =
                    TestCard.machine(
                            TestCard.making("bad", (settings, slot) -> connect(slot), CLAIMS),
                            TestCard.of(
                                    "good",
                                    slot -> slot.map("io", Handlers.of(() -> 0x42, v -> {})),
                                    ports("io", 1, 0x400)));
        }

        private void at(String where) {
            if (where.equals(place)) {
                failure.run();
            }
        }

        private TestCard.Idle connect(IsaSlot slot) {
            line = slot.irq("irq");
            channel =
                    slot.dma(
                            "dma",
                            burst -> {
                                at("transfer");
                                return burst.length();
                            });
            backplane = slot.provideDma((number, level) -> at("dreq"));
            slot.clock().timer("t", () -> at("timer")).arm(10);
            bystander = slot.clock().timer("other", () -> log.add("other timer"));
            bystander.arm(20);
            slot.map(
                    "io",
                    new dev.dreq.plugin.io.IoHandler() {
                        @Override
                        public long read(long offset, int size) {
                            at("read");
                            return 0;
                        }

                        @Override
                        public void write(long offset, int size, long value) {
                            line.set(true);
                            if (offset == 2) {
                                channel.request(value != 0);
                            }
                            at("write");
                        }
                    });
            return new TestCard.Idle() {
                @Override
                public void reset() {
                    at("reset");
                }

                @Override
                public void save(StateWriter out) {
                    at("save");
                }

                @Override
                public void close() {
                    at("close");
                }
            };
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void aDeviceThatThrowsIsCutOffAndTheMachineGoesOn(Place place) {
        for (Runnable failure :
                List.<Runnable>of(
                        () -> {
                            throw new Broken();
                        },
                        () -> {
                            throw new IllegalStateException("bug");
                        },
                        () -> dive(0))) {
            Rig rig = new Rig(place.name(), failure);
            Machine machine = rig.machine;
            line.set(true);
            place.trigger().accept(rig);

            DeviceNode bad = machine.device("bad0").orElseThrow();
            assertTrue(bad.fault().isPresent(), place + " faults the device");
            assertEquals(0xffffffff, machine.bus().in32(0x300), "its ports float");
            machine.bus().out8(0x300, 0);
            assertFalse(machine.bus().interruptLevel(5), "its line falls");
            assertFalse(backplane.requested(1), "its DREQ falls");
            line.set(true);
            channel.request(true);
            bystander.arm(machine.now() + 5);
            assertEquals(Long.MAX_VALUE, machine.nextDeadline(), "nothing of it is pending");
            machine.advance(100);
            assertFalse(machine.bus().interruptLevel(5), "it cannot come back");
            assertFalse(backplane.requested(1));
            assertEquals(List.of(), log, "its timers are dropped");
            if (!place.name().equals("close")) {
                assertEquals(0x42, machine.bus().in8(0x400), "the others go on");
                assertTrue(machine.device("good0").orElseThrow().fault().isEmpty());
            }
        }
    }

    @Test
    void aDeviceThatIsUnpluggedIsCutOffWithoutAFault() throws IOException {
        Rig rig = new Rig("never", () -> {});
        Machine machine = rig.machine;
        DeviceNode pulled = machine.device("bad0").orElseThrow();
        line.set(true);
        channel.request(true);
        assertTrue(machine.bus().interruptLevel(5));
        assertFalse(pulled.isUnplugged());
        pulled.unplug();
        assertTrue(pulled.isUnplugged());
        assertTrue(pulled.fault().isEmpty());
        assertEquals(0xffffffff, machine.bus().in32(0x300), "its ports float");
        assertFalse(machine.bus().interruptLevel(5), "its line falls");
        assertFalse(backplane.requested(1), "its DREQ falls");
        line.set(true);
        channel.request(true);
        machine.advance(100);
        assertFalse(machine.bus().interruptLevel(5), "it cannot come back");
        assertEquals(List.of(), log, "its timers are dropped");
        assertEquals(0x42, machine.bus().in8(0x400), "the others go on");
        pulled.unplug();
        save(rig);
        machine.close();
    }

    @Test
    void outOfMemoryIsNobodysFault() {
        Rig rig =
                new Rig(
                        "write",
                        () -> {
                            throw new OutOfMemoryError("test");
                        });
        assertThrows(OutOfMemoryError.class, () -> rig.machine.bus().out8(0x300, 0));
        assertTrue(rig.machine.device("bad0").orElseThrow().fault().isEmpty());
        assertEquals(0x42, rig.machine.bus().in8(0x400));
    }

    @Test
    void guestErrorsAreCountedAndTraced() {
        List<String> seen = new ArrayList<>();
        TestCard card =
                TestCard.of(
                        "card",
                        slot ->
                                slot.map(
                                        "io", Handlers.onWrite(v -> slot.guestError("wrote " + v))),
                        ports("io", 1, 0x300));
        Machine machine =
                Machine.builder()
                        .catalog(PluginCatalog.of(card))
                        .device("card", java.util.Map.of())
                        .trace(
                                new Trace() {
                                    @Override
                                    public void guestError(String device, String what) {
                                        seen.add(device + " " + what);
                                    }
                                })
                        .build();
        machine.bus().out16(0x300, 7);
        assertEquals(1, machine.devices().get(0).guestErrors());
        assertEquals(List.of("card0 wrote 7"), seen);
    }
}
