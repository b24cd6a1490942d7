package dev.dreq.machine;

import static dev.dreq.plugin.isa.IsaClaim.irq;
import static dev.dreq.plugin.isa.IsaClaim.ports;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.cpu.CpuBus.Idle;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeAndSignalsTest {

    private final List<String> log = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private IsaSlot slot;

    private Machine machine(Runnable onWrite) {
        return TestCard.machine(
                TestCard.of(
                        "card",
                        given -> {
                            slot = given;
                            given.map("io", Handlers.onWrite(value -> onWrite.run()));
                        },
                        ports("io", 1, 0x300),
                        irq("line", 5)));
    }

    private Timer timer(String name) {
        return slot.clock().timer(name, () -> log.add(name + "@" + slot.clock().now()));
    }

    @Test
    void timersFireByDeadlineAndThenInTheOrderOfArming() {
        Machine machine = machine(() -> {});
        Timer a = timer("a");
        Timer b = timer("b");
        Timer c = timer("c");
        c.arm(100);
        b.arm(50);
        a.arm(100);
        b.arm(100); // armed anew, so it is the last
        machine.advanceTo(99);
        assertEquals(List.of(), log);
        assertEquals(100, machine.nextDeadline());
        machine.advance(1);
        assertEquals(List.of("c@100", "a@100", "b@100"), log);
        assertEquals(Long.MAX_VALUE, machine.nextDeadline());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void anyMixOfArmingAndCancellingFiresLikeASortedList(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Machine machine = machine(() -> {});
        for (int i = 0; i < 40; i++) {
            timers.add(timer("t" + i));
        }
        record Armed(int timer, long deadline, int order) {}
        List<Armed> model = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            int which = random.nextInt(40);
            long now = machine.now();
            switch (random.nextInt(4)) {
                case 0 -> {
                    timers.get(which).cancel();
                    model.removeIf(t -> t.timer == which);
                }
                case 1 -> {
                    long target = now + random.nextInt(40);
                    machine.advanceTo(target);
                    model.stream()
                            .filter(t -> t.deadline <= target)
                            .sorted(
                                    Comparator.comparingLong(Armed::deadline)
                                            .thenComparing(Armed::order))
                            .forEach(t -> expected.add("t%d@%d".formatted(t.timer, t.deadline)));
                    model.removeIf(t -> t.deadline <= target);
                }
                default -> {
                    long deadline = now + 1 + random.nextInt(100);
                    timers.get(which).arm(deadline);
                    model.removeIf(t -> t.timer == which);
                    model.add(new Armed(which, deadline, step));
                }
            }
            assertEquals(expected, log, "seed %d, step %d".formatted(seed, step));
        }
        IntStream.range(0, 40)
                .forEach(
                        i ->
                                assertEquals(
                                        model.stream().anyMatch(t -> t.timer == i),
                                        timers.get(i).armed(),
                                        "seed " + seed));
    }

    @Test
    void aTimerOfNowFiresAfterTheHandlerAndBeforeTheAccessReturns() {
        Machine machine =
                machine(
                        () -> {
                            timers.get(0).armIn(0);
                            timers.get(1).armIn(-5);
                            log.add("handler");
                        });
        timers.add(timer("first"));
        timers.add(timer("second"));
        machine.bus().out8(0x300, 0);
        assertEquals(List.of("handler", "first@0", "second@0"), log);
    }

    @Test
    void aTimerThatComesDueGoesBeforeOneArmedForTheSameTimeLater() {
        Machine machine = machine(() -> {});
        Timer late = timer("late");
        slot.clock()
                .timer(
                        "early",
                        () -> {
                            log.add("early");
                            late.armIn(0);
                        })
                .arm(10);
        timer("between").arm(10);
        machine.advanceTo(10);
        assertEquals(List.of("early", "between@10", "late@10"), log);
    }

    @Test
    void aCancelledSignalDoesNotFire() {
        Machine machine =
                machine(
                        () -> {
                            timers.get(0).armIn(0);
                            timers.get(0).cancel();
                        });
        timers.add(timer("t"));
        machine.bus().out8(0x300, 0);
        assertEquals(List.of(), log);
        assertFalse(timers.get(0).armed());
    }

    @Test
    void theProcessorsAccessesTakeTimeAndTheBussDoNot() {
        Machine machine = machine(() -> log.add("write@" + slot.clock().now()));
        timer("t").arm(1_500);
        machine.bus().out8(0x300, 0);
        assertEquals(0, machine.now());
        machine.cpu().out8(0x300, 0);
        machine.cpu().out8(0x300, 0);
        assertEquals(2_000, machine.now());
        machine.cpu().store32(0, 1);
        machine.cpu().load64(0);
        assertEquals(2_000, machine.now(), "RAM costs nothing");
        assertEquals(List.of("write@0", "write@0", "write@1000", "t@1500"), log);
    }

    @Test
    void aPulseWithinAHandlerIsSeenAsARiseAndAFall() {
        Machine machine =
                machine(
                        () -> {
                            slot.irq("line").set(true);
                            slot.irq("line").set(false);
                            log.add("handler");
                        });
        machine.bus().listen(5, n -> log.add("rise " + n));
        machine.bus().out8(0x300, 0);
        assertEquals(List.of("handler", "rise 5"), log);
        assertFalse(machine.bus().interruptLevel(5));
    }

    @Test
    void aLineThatPulsesWithoutEndInOneHandlerCostsABoundedNumberOfSignals() {
        Machine machine =
                machine(
                        () -> {
                            InterruptLine line = slot.irq("line");
                            for (int i = 0; i < 1_000_001; i++) {
                                line.set((i & 1) == 0);
                            }
                        });
        machine.bus().listen(5, n -> log.add("rise"));
        machine.bus().out8(0x300, 0);
        assertTrue(machine.bus().interruptLevel(5));
        assertTrue(log.size() == 1 || log.size() == 2, log::toString);
    }

    @Test
    void idleEndsWithAnInterruptADeadlineOrNever() {
        Machine machine = machine(() -> {});
        assertEquals(Idle.NEVER, machine.cpu().idle(Long.MAX_VALUE));
        assertEquals(Idle.DEADLINE, machine.cpu().idle(70));
        assertEquals(70, machine.now());
        slot.clock().timer("rise", () -> slot.irq("line").set(true)).arm(100);
        timer("later").arm(101);
        machine.cpu().listen(5, n -> log.add("rise@" + machine.now()));
        assertEquals(Idle.INTERRUPT, machine.cpu().idle(1_000));
        assertEquals(100, machine.now());
        assertEquals(List.of("rise@100"), log);
        assertTrue(machine.cpu().interruptLevel(5));
        assertEquals(Idle.DEADLINE, machine.cpu().idle(1_000));
        assertEquals(List.of("rise@100", "later@101"), log);
        assertEquals(Idle.DEADLINE, machine.cpu().idle(5), "time never goes back");
        assertEquals(1_000, machine.now());
    }

    @Test
    void idleReturnsAtOnceWhenAListenerWasCalledBefore() {
        Machine machine = machine(() -> slot.irq("line").set(true));
        machine.cpu().listen(5, n -> {});
        machine.cpu().out8(0x300, 0);
        assertEquals(Idle.INTERRUPT, machine.cpu().idle(5_000));
        assertEquals(1_000, machine.now());
        assertEquals(Idle.DEADLINE, machine.cpu().idle(5_000));
    }

    @Test
    void aSignalThatRaisesItselfForEverStopsNothingButItself() {
        Machine machine = machine(() -> timers.get(0).armIn(0));
        long[] count = {0};
        timers.add(
                slot.clock()
                        .timer(
                                "zeno",
                                () -> {
                                    count[0]++;
                                    timers.get(0).armIn(0);
                                }));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    machine.bus().out8(0x300, 0);
                    assertEquals(10_000, count[0], "one access runs so many signals");
                    machine.bus().in8(0x80);
                    assertEquals(20_000, count[0], "the next one goes on");
                    assertEquals(0, machine.now());
                    assertEquals(0, machine.nextDeadline());
                    timer("later").arm(500);
                    assertEquals(Idle.DEADLINE, machine.bus().idle(1_000));
                    assertEquals(List.of("later@500"), tail(log, "later"));
                    assertEquals(1_000, machine.now());
                    assertEquals(Idle.NEVER, machine.bus().idle(Long.MAX_VALUE));
                    machine.advance(1_000_000_000);
                    assertEquals(1_000_001_000, machine.now());
                });
    }

    @Test
    void idleWithoutADeadlineWaitsForALongRowOfSignalsThatHasAnEnd() {
        Machine machine = machine(() -> timers.get(0).armIn(0));
        long[] left = {500_000};
        timers.add(
                slot.clock()
                        .timer(
                                "row",
                                () -> {
                                    if (--left[0] > 0) {
                                        timers.get(0).armIn(0);
                                    } else {
                                        slot.irq("line").set(true);
                                    }
                                }));
        machine.cpu().listen(5, n -> log.add("rise"));
        machine.cpu().out8(0x300, 0);
        assertEquals(Idle.INTERRUPT, machine.cpu().idle(Long.MAX_VALUE));
        assertEquals(List.of("rise"), log);
        assertEquals(Idle.NEVER, machine.cpu().idle(Long.MAX_VALUE));
    }

    private static List<String> tail(List<String> log, String prefix) {
        return log.stream().filter(line -> line.startsWith(prefix)).toList();
    }

    @Test
    void whatAnAccessHadNoRoomForIsOverdueAndRunsInTheNextOne() {
        Machine machine = machine(() -> {});
        for (int i = 0; i < 15_000; i++) {
            timer("t" + i).arm(500);
        }
        timer("last").arm(900);
        machine.cpu().in8(0x80);
        assertEquals(10_000, log.size());
        assertEquals(1_000, machine.nextDeadline());
        machine.bus().in8(0x80);
        assertEquals(15_001, log.size());
        assertEquals("last@1000", log.get(15_000));
    }

    @Test
    void aTimerThatRearmsItselfForEverDoesNotHangIdle() {
        Machine machine = machine(() -> {});
        timers.add(slot.clock().timer("tick", () -> timers.get(0).armIn(1)));
        timers.get(0).arm(1);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(Idle.NEVER, machine.bus().idle(Long.MAX_VALUE)));
    }

    @Test
    void aTimerWithoutEndDoesNotHangAWaitWithADeadlineAndIsToldOn() {
        List<String> told = new ArrayList<>();
        Machine machine =
                Machine.builder()
                        .memory(1 << 20)
                        .catalog(PluginCatalog.of(TestCard.of("card", given -> slot = given)))
                        .device("card", Map.of())
                        .trace(
                                new Trace() {
                                    @Override
                                    public void guestError(String device, String what) {
                                        told.add(device + ": " + what);
                                    }
                                })
                        .build();
        timers.add(slot.clock().timer("tick", () -> timers.get(0).armIn(1)));
        timers.get(0).arm(1);
        timer("other").arm(20_000_000);
        long day = 86_400_000_000_000L;
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    assertEquals(Idle.DEADLINE, machine.cpu().idle(day));
                    assertEquals(day, machine.now());
                    machine.advance(10);
                    assertEquals(List.of("other@" + day), log, "what was overdue is late");
                    machine.advance(day);
                    assertEquals(2 * day + 10, machine.now());
                });
        assertEquals(2, told.size(), told::toString);
        assertTrue(
                told.get(0).startsWith("card0: its timers have had part in 10000000 deadlines"),
                told::toString);
        timers.get(0).cancel();
        timer("next").armIn(5);
        machine.advance(10);
        assertEquals("next@" + (2 * day + 15), log.get(1));
    }

    @Test
    void aListenerThatAccessesTheMachineIsToldSo() {
        Machine machine = machine(() -> slot.irq("line").set(true));
        machine.bus().listen(5, n -> machine.bus().in8(0x80));
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> machine.bus().out8(0x300, 0));
        assertTrue(thrown.getMessage().contains("inside"), thrown::getMessage);
        assertTrue(machine.bus().interruptLevel(5), "the machine is as if it had not thrown");
        assertTrue(machine.devices().get(0).fault().isEmpty());
    }

    @Test
    void whatIsRaisedFromOutsideArrivesBeforeTheNextAccess() {
        Machine machine = machine(() -> log.add("handler"));
        machine.bus().listen(5, n -> log.add("rise"));
        slot.irq("line").set(true);
        machine.bus().out8(0x300, 0);
        assertEquals(List.of("rise", "handler"), log);
    }

    @Test
    void aMessageArrivesOnceHoweverOftenItWasSentBefore() {
        Machine machine = machine(() -> {});
        machine.bus().listenMessages(vector -> log.add("message " + vector));
        for (int i = 0; i < 100_000; i++) {
            machine.parts().interrupts.message(0x41).send();
        }
        machine.parts().interrupts.message(0xff).send();
        assertEquals(Idle.INTERRUPT, machine.bus().idle(Long.MAX_VALUE));
        assertEquals(List.of("message 65", "message 255"), log);
    }

    @Test
    void deadlinesBeyondTimeNeverCome() {
        Machine machine = machine(() -> {});
        timer("t").armIn(Long.MAX_VALUE);
        machine.advance(10);
        timer("u").armIn(Long.MAX_VALUE);
        assertEquals(Idle.NEVER, machine.bus().idle(Long.MAX_VALUE));
        machine.advance(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, machine.now());
    }

    @Test
    void atTheEndOfTimeAccessesStillWork() {
        Machine machine = machine(() -> log.add("written"));
        Timer last = timer("t");
        last.armIn(Long.MAX_VALUE);
        machine.advance(Long.MAX_VALUE);
        machine.cpu().out8(0x300, 0);
        last.cancel();
        machine.cpu().out8(0x300, 0);
        machine.bus().out8(0x300, 0);
        assertEquals(List.of("written", "written", "written"), log);
        assertEquals(Idle.NEVER, machine.bus().idle(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, machine.now());
    }
}
