package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is granted a channel and map registers, and when. */
class ChannelQueueTest {
    private static final int WHOLE = 0x20000;

    private final Pc pc = Pc.upTo(0x400_0000);
    private final Rig rig = new Rig(pc, KernelOptions.defaults(), 0x40000, 32);
    private final List<String> granted = new ArrayList<>();

    private NtStatus ask(Rig.Slave slave, DeviceObject device, int registers) {
        return ask(
                slave,
                device,
                registers,
                (object, irp, base, context) -> {
                    granted.add(object.name());
                    return IoAllocationAction.KeepObject;
                });
    }

    private NtStatus ask(
            Rig.Slave slave, DeviceObject device, int registers, DriverControl routine) {
        NtStatus[] status = new NtStatus[1];
        rig.atDispatch(
                () ->
                        status[0] =
                                slave.operations.allocateAdapterChannel(
                                        slave.adapter, device, registers, routine, "context"));
        return status[0];
    }

    @Test
    void anIdleChannelIsGrantedInsideTheCall() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x4000));
        assertEquals(NtStatus.STATUS_SUCCESS, ask(slave, Rig.device("a"), 5));
        assertEquals(List.of("a"), granted);
    }

    @Test
    void moreThanTheMaximumIsRefusedAndNothingIsQueued() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x4000));
        DeviceObject device = Rig.device("a");
        assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, ask(slave, device, 6));
        assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, ask(slave, device, -1));
        ask(slave, Rig.device("b"), 1);
        assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, ask(slave, device, 6));
        slave.free();
        assertEquals(List.of("b"), granted);
        assertEquals(NtStatus.STATUS_SUCCESS, ask(slave, device, 5));
    }

    @Test
    void waitersOfAChannelAreServedInOrderInsideFree() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x4000));
        for (String name : List.of("a", "b", "c", "d")) {
            assertEquals(NtStatus.STATUS_SUCCESS, ask(slave, Rig.device(name), 1));
        }
        assertEquals(List.of("a"), granted);
        slave.free();
        assertEquals(List.of("a", "b"), granted);
        slave.free();
        slave.free();
        assertEquals(List.of("a", "b", "c", "d"), granted);
    }

    @Test
    void theIrpIsTheOneAtTheTimeOfTheCall() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x4000));
        ask(slave, Rig.device("owner"), 1);
        Irp then = mock(Irp.class);
        DeviceObject device = Rig.device("a", then);
        List<Object> arguments = new ArrayList<>();
        ask(
                slave,
                device,
                2,
                (object, irp, base, context) -> {
                    arguments.addAll(List.of(object, irp, context, rig.ke.getCurrentIrql()));
                    return IoAllocationAction.KeepObject;
                });
        when(device.currentIrp()).thenReturn(mock(Irp.class));
        slave.free();
        assertEquals(List.of(device, then, "context", Irql.DISPATCH_LEVEL), arguments);
    }

    @Test
    void aSmallRequestDoesNotOvertakeALargeOne() {
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(WHOLE));
        Rig.Slave large = rig.slave(Rig.on(6).maximumLength(WHOLE));
        Rig.Slave small = rig.slave(Rig.on(1).maximumLength(0x1000));
        ask(words, Rig.device("words"), 20);
        ask(large, Rig.device("large"), 32);
        ask(small, Rig.device("small"), 1);
        assertEquals(List.of("words"), granted);
        words.free();
        assertEquals(List.of("words", "large"), granted);
        large.free();
        assertEquals(List.of("words", "large", "small"), granted);
    }

    @Test
    void whoeverWaitsForRegistersKeepsTheChannel() {
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(WHOLE));
        Rig.Slave bytes = rig.slave(Rig.on(1).maximumLength(0x10000));
        ask(words, Rig.device("words"), 32);
        ask(bytes, Rig.device("first"), 16);
        ask(bytes, Rig.device("second"), 0);
        assertEquals(List.of("words"), granted);
        words.free();
        assertEquals(List.of("words", "first"), granted);
        bytes.free();
        assertEquals(List.of("words", "first", "second"), granted);
    }

    @Test
    void noRegistersNeedNoTurnAndHaveBase0() {
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(WHOLE));
        Rig.Slave waiting = rig.slave(Rig.on(6).maximumLength(WHOLE));
        Rig.Slave bytes = rig.slave(Rig.on(1).maximumLength(0x1000));
        words.take(32);
        waiting.take(32);
        bytes.take(0);
        assertEquals(0, bytes.base);
        assertEquals(-1, waiting.base);
        bytes.free();
        words.free();
        assertTrue(waiting.base != -1, "served when the registers were returned");
    }

    @Test
    void theLineOfTheChannelIsServedBeforeThePools() {
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(WHOLE));
        Rig.Slave other = rig.slave(Rig.on(6).maximumLength(WHOLE));
        ask(words, Rig.device("holder"), 32);
        ask(words, Rig.device("next of the channel, without registers"), 0);
        ask(other, Rig.device("waits for registers"), 32);
        words.free();
        assertEquals(
                List.of("holder", "next of the channel, without registers", "waits for registers"),
                granted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeallocateObject", "DeallocateObjectKeepRegisters"})
    void aSlaveMustKeepItsChannel(IoAllocationAction action) {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x1000));
        DeviceObject device = Rig.device("\\Device\\Wrong");
        BugCheck stop =
                assertThrows(
                        BugCheck.class,
                        () -> ask(slave, device, 1, (object, irp, base, context) -> action));
        assertEquals(Rule.WRONG_ACTION.code(), stop.parameter(1));
        assertEquals(action.value(), stop.parameter(2));
        for (String word : List.of("\\Device\\Wrong", action.name(), "KeepObject", "channel 1")) {
            assertTrue(stop.getMessage().contains(word), stop.getMessage());
        }
        slave.free();
        assertEquals(NtStatus.STATUS_SUCCESS, ask(slave, device, 1), "usable behind the stop");
    }

    @Test
    void aDeviceObjectWaitsInOnePlaceOnly() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x1000));
        Rig.Slave other = rig.slave(Rig.on(2).maximumLength(0x1000));
        slave.take(1);
        DeviceObject device = Rig.device("a");
        ask(slave, device, 1);
        BugCheck stop = assertThrows(BugCheck.class, () -> ask(other, device, 1));
        assertEquals(Rule.WAIT_BLOCK_IN_USE.code(), stop.parameter(1));
        slave.free();
        assertEquals(List.of("a"), granted);
        assertEquals(NtStatus.STATUS_SUCCESS, ask(other, device, 1), "AdapterControl has run");
    }

    @Test
    void adapterControlMayNotAskForAChannelNorFreeItsOwn() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x1000));
        Rig.Slave other = rig.slave(Rig.on(2).maximumLength(0x1000));
        DriverControl asks =
                (object, irp, base, context) -> {
                    ask(other, Rig.device("b"), 1);
                    return IoAllocationAction.KeepObject;
                };
        BugCheck stop = assertThrows(BugCheck.class, () -> ask(slave, Rig.device("a"), 1, asks));
        assertEquals(Rule.WAIT_BLOCK_IN_USE.code(), stop.parameter(1));
        slave.free();

        DriverControl frees =
                (object, irp, base, context) -> {
                    slave.operations.freeAdapterChannel(slave.adapter);
                    return IoAllocationAction.KeepObject;
                };
        stop = assertThrows(BugCheck.class, () -> ask(slave, Rig.device("a"), 1, frees));
        assertEquals(Rule.WRONG_RELEASE.code(), stop.parameter(1));
    }

    @Test
    void adapterControlReturnsAtTheIrqlItWasEnteredAt() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x1000));
        DriverControl raises =
                (object, irp, base, context) -> {
                    rig.ke.raiseIrql(Irql.LOWEST_DIRQL);
                    return IoAllocationAction.KeepObject;
                };
        BugCheck stop = assertThrows(BugCheck.class, () -> ask(slave, Rig.device("a"), 1, raises));
        assertEquals(Rule.IMPROPER_IRQL.code(), stop.parameter(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyIsLostAndNoRegisterIsGrantedTwice(long seed) {
        new RandomLines(seed).run(4000);
    }

    private record Grant(long base, int count) {}

    /** Drivers that ask and free at random on all channels, and what must hold whatever they do. */
    private final class RandomLines {
        private static final int DEVICES = 24;

        private final SplittableRandom random;
        private final String message;
        private final List<Rig.Slave> slaves = new ArrayList<>();
        private final List<DeviceObject> devices = new ArrayList<>();
        private final int[] asked = new int[DEVICES];

        /** Devices in the order in which they asked, by channel; the first holds the channel. */
        private final List<List<Integer>> lines = new ArrayList<>();

        /** When the first of each line became it. */
        private final long[] since = new long[7];

        private final Grant[] grants = new Grant[7];
        private long now;

        RandomLines(long seed) {
            random = new SplittableRandom(seed);
            message = "seed " + seed;
            for (int channel : new int[] {0, 1, 2, 3, 5, 6, 7}) {
                slaves.add(rig.slave(Rig.on(channel).maximumLength(WHOLE)));
                lines.add(new ArrayList<>());
            }
            for (int i = 0; i < DEVICES; i++) {
                devices.add(Rig.device("device " + i));
            }
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                now++;
                int line = random.nextInt(lines.size());
                if (random.nextInt(3) > 0) {
                    request(line);
                } else if (grants[line] != null) {
                    free(line);
                }
                headOfThePoolDoesNotFit();
            }
            for (int left = 0; left < DEVICES * lines.size(); left++) {
                for (int line = 0; line < lines.size(); line++) {
                    now++;
                    if (grants[line] != null) {
                        free(line);
                    }
                }
            }
            for (int line = 0; line < lines.size(); line++) {
                assertTrue(lines.get(line).isEmpty(), message + ", still waiting: " + lines);
            }
            Rig.Slave words = slaves.get(4);
            words.take(32);
            assertTrue(words.base != -1, message + ", registers are missing");
            words.free();
            words.base = -1;
        }

        private void request(int line) {
            int device = random.nextInt(DEVICES);
            if (lines.stream().anyMatch(waiting -> waiting.contains(device))) {
                return;
            }
            asked[device] = random.nextInt(slaves.get(line).registers + 1);
            lines.get(line).add(device);
            if (lines.get(line).size() == 1) {
                since[line] = now;
            }
            ask(slaves.get(line), devices.get(device), asked[device], control(line, device));
        }

        private void free(int line) {
            grants[line] = null;
            lines.get(line).remove(0);
            since[line] = now;
            slaves.get(line).free();
        }

        private DriverControl control(int line, int device) {
            return (object, irp, base, context) -> {
                assertEquals(device, lines.get(line).get(0), message + ", out of turn");
                Grant grant = new Grant((base - 0x9000) / 16, asked[device]);
                if (grant.count != 0) {
                    inTurn(line);
                    apart(grant);
                    oneWindow(grant, line < 4 ? 16 : 32);
                }
                grants[line] = grant;
                return IoAllocationAction.KeepObject;
            };
        }

        private void inTurn(int line) {
            for (int other = 0; other < lines.size(); other++) {
                if (waitsForRegisters(other)) {
                    assertTrue(since[line] <= since[other], message + ", overtaken: " + other);
                }
            }
        }

        private boolean waitsForRegisters(int line) {
            return !lines.get(line).isEmpty() && grants[line] == null;
        }

        private void apart(Grant grant) {
            for (Grant other : grants) {
                if (other != null && other.count != 0) {
                    assertTrue(
                            other.base + other.count <= grant.base
                                    || grant.base + grant.count <= other.base,
                            () -> message + ", granted twice: " + other + " and " + grant);
                }
            }
        }

        private void oneWindow(Grant grant, int window) {
            assertEquals(
                    grant.base / window,
                    (grant.base + grant.count - 1) / window,
                    () -> message + ", across a window: " + grant);
        }

        private void headOfThePoolDoesNotFit() {
            int head = -1;
            for (int line = 0; line < lines.size(); line++) {
                if (waitsForRegisters(line) && (head < 0 || since[line] < since[head])) {
                    head = line;
                }
            }
            if (head >= 0) {
                int count = asked[lines.get(head).get(0)];
                assertFalse(fits(count, head < 4 ? 16 : 32), message + ", waits for nothing");
            }
        }

        private boolean fits(int count, int window) {
            boolean[] used = new boolean[32];
            for (Grant grant : grants) {
                for (int i = 0; grant != null && i < grant.count; i++) {
                    used[(int) grant.base + i] = true;
                }
            }
            int run = 0;
            for (int i = 0; i < 32; i++) {
                run = used[i] ? 0 : (i % window == 0 ? 1 : run + 1);
                if (run >= count) {
                    return true;
                }
            }
            return false;
        }
    }
}
