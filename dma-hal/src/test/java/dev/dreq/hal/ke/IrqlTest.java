package dev.dreq.hal.ke;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MemoryCachingType;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.PoolType;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IrqlTest {
    private static final int[] LEVELS = {
        Irql.PASSIVE_LEVEL, Irql.APC_LEVEL, Irql.DISPATCH_LEVEL, Irql.LOWEST_DIRQL, Irql.HIGH_LEVEL
    };

    private static Arguments rule(String routine, int lowest, int highest, Consumer<Kernel> call) {
        return Arguments.of(routine, lowest, highest, call);
    }

    static Stream<Arguments> rules() {
        int passive = Irql.PASSIVE_LEVEL;
        int apc = Irql.APC_LEVEL;
        int dispatch = Irql.DISPATCH_LEVEL;
        int high = Irql.HIGH_LEVEL;
        return Stream.of(
                rule("KeSetEvent", passive, dispatch, k -> k.ke().setEvent(event(k))),
                rule("KeReadStateEvent", passive, dispatch, k -> k.ke().readStateEvent(event(k))),
                rule("KeClearEvent", passive, dispatch, k -> k.ke().clearEvent(event(k))),
                rule(
                        "KeInsertQueueDpc",
                        passive,
                        high,
                        k ->
                                k.ke().insertQueueDpc(
                                                k.ke().initializeDpc((d, c, a, b) -> {}, null),
                                                null,
                                                null)),
                rule(
                        "KeWaitForSingleObject",
                        passive,
                        apc,
                        k -> k.ke().waitForSingleObject(event(k), DueTime.microseconds(1))),
                rule(
                        "a look with KeWaitForSingleObject",
                        passive,
                        dispatch,
                        k -> k.ke().waitForSingleObject(event(k), DueTime.IMMEDIATELY)),
                rule(
                        "KeDelayExecutionThread",
                        passive,
                        apc,
                        k -> k.ke().delayExecutionThread(DueTime.microseconds(1))),
                rule(
                        "KeSetTimer",
                        passive,
                        dispatch,
                        k ->
                                k.ke().setTimer(
                                                k.ke().initializeTimer(
                                                                "t", EventType.NotificationEvent),
                                                DueTime.seconds(1),
                                                null)),
                rule(
                        "KeStallExecutionProcessor",
                        passive,
                        high,
                        k -> k.ke().stallExecutionProcessor(1)),
                rule(
                        "KeRemoveDeviceQueue",
                        dispatch,
                        dispatch,
                        k -> k.ke().removeDeviceQueue(k.ke().initializeDeviceQueue())),
                rule(
                        "PsCreateSystemThread",
                        passive,
                        passive,
                        k -> k.ke().createSystemThread("t", 8, context -> {}, null)),
                rule(
                        "ExAllocatePool, paged",
                        passive,
                        apc,
                        k -> k.mm().allocatePool(PoolType.PagedPool, 16, "Test")),
                rule(
                        "ExAllocatePool, nonpaged",
                        passive,
                        dispatch,
                        k -> k.mm().allocatePool(PoolType.NonPagedPool, 16, "Test")),
                rule(
                        "MmAllocateContiguousMemory",
                        passive,
                        passive,
                        k ->
                                k.mm().allocateContiguousMemorySpecifyCache(
                                                1, 0, 1 << 24, 0, MemoryCachingType.MmCached)),
                rule(
                        "ZwAllocateVirtualMemory",
                        passive,
                        passive,
                        k -> k.mm().allocateVirtualMemory(1, Placement.scattered())),
                rule(
                        "IoAllocateMdl",
                        passive,
                        dispatch,
                        k -> k.io().allocateMdl(0, 1, false, false, null)),
                rule(
                        "MmProbeAndLockPages of nothing",
                        passive,
                        dispatch,
                        k ->
                                k.mm().probeAndLockPages(
                                                new Empty(k).mdl,
                                                AccessMode.KernelMode,
                                                LockOperation.IoReadAccess)),
                rule("KeFlushQueuedDpcs", passive, passive, k -> k.ke().flushQueuedDpcs()),
                rule("KeResetEvent", passive, dispatch, k -> k.ke().resetEvent(event(k))),
                rule(
                        "KeInsertDeviceQueue",
                        dispatch,
                        dispatch,
                        k ->
                                k.ke().insertDeviceQueue(
                                                k.ke().initializeDeviceQueue(),
                                                k.ke().initializeDeviceQueueEntry("request"))),
                rule(
                        "KeFlushIoBuffers",
                        passive,
                        dispatch,
                        k -> k.ke().flushIoBuffers(new Empty(k).mdl, true, true)),
                rule(
                        "IoConnectInterrupt",
                        passive,
                        passive,
                        k ->
                                k.io().connectInterrupt(
                                                new CmResource.Interrupt(
                                                        6, InterruptMode.Latched, false),
                                                (interrupt, context) -> true,
                                                null)),
                rule("IoAllocateIrp", passive, dispatch, k -> k.io().allocateIrp(1)),
                rule("MmSizeOfMdl", passive, high, k -> k.mm().sizeOfMdl(0, 1)));
    }

    /** An MDL made below DISPATCH_LEVEL whatever the level of the test. */
    private static final class Empty {
        final Mdl mdl;

        Empty(Kernel kernel) {
            int irql = kernel.ke().getCurrentIrql();
            if (irql > Irql.DISPATCH_LEVEL) {
                kernel.ke().lowerIrql(Irql.DISPATCH_LEVEL);
            }
            mdl = kernel.mm().createMdl(0, 0);
            if (irql > Irql.DISPATCH_LEVEL) {
                kernel.ke().raiseIrql(irql);
            }
        }
    }

    private static Kevent event(Kernel kernel) {
        return kernel.ke().initializeEvent("e", EventType.NotificationEvent, false);
    }

    @ParameterizedTest(name = "{0} at {1}..{2}")
    @MethodSource("rules")
    void aRoutineIsCalledAtItsIrqlOnly(
            String routine, int lowest, int highest, Consumer<Kernel> call) {
        for (int level : LEVELS) {
            try (Kernel kernel = new Kernel(ScriptedBus.pc(), KernelOptions.defaults())) {
                kernel.ke().raiseIrql(level);
                if (level >= lowest && level <= highest) {
                    assertDoesNotThrow(() -> call.accept(kernel), routine + " at " + level);
                    continue;
                }
                BugCheck stop =
                        assertThrows(
                                BugCheck.class,
                                () -> call.accept(kernel),
                                routine + " at " + Irql.name(level));
                assertEquals(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, stop.code());
                assertEquals(level, stop.parameter(2));
                assertTrue(stop.getMessage().contains(Irql.name(level)), stop.getMessage());
            }
        }
    }

    @Test
    void raisingDownAndLoweringUpAreBugChecks() {
        Ke ke = new Ke(ScriptedBus.pc());
        assertEquals(Irql.PASSIVE_LEVEL, ke.raiseIrql(Irql.DISPATCH_LEVEL));
        assertEquals(
                BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL,
                assertThrows(BugCheck.class, () -> ke.raiseIrql(Irql.APC_LEVEL)).code());
        assertEquals(
                BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                assertThrows(BugCheck.class, () -> ke.lowerIrql(Irql.HIGH_LEVEL)).code());
        assertEquals(Irql.DISPATCH_LEVEL, ke.getCurrentIrql());
    }

    @Test
    void lowerInputsInterruptAtHigherLevels() {
        int last = Irql.HIGHEST_DIRQL;
        for (int input = 0; input < 24; input++) {
            int irql = Irql.ofInput(input, 24);
            assertTrue(irql <= last && irql >= Irql.LOWEST_DIRQL, "input " + input);
            last = irql;
        }
        assertEquals(Irql.HIGHEST_DIRQL, Irql.ofInput(0, 24));
        assertEquals(Irql.LOWEST_DIRQL, Irql.ofInput(23, 24));
    }

    @Test
    void aSpinLockRaisesToDispatchLevelAndIsHeldOnce() {
        Ke ke = new Ke(ScriptedBus.pc());
        KspinLock lock = ke.initializeSpinLock("lock");
        int old = ke.acquireSpinLock(lock);
        assertEquals(Irql.DISPATCH_LEVEL, ke.getCurrentIrql());
        assertEquals(
                BugCheckCode.SPIN_LOCK_ALREADY_OWNED,
                assertThrows(BugCheck.class, () -> ke.acquireSpinLock(lock)).code());
        ke.releaseSpinLock(lock, old);
        assertEquals(Irql.PASSIVE_LEVEL, ke.getCurrentIrql());
        assertEquals(
                BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                assertThrows(BugCheck.class, () -> ke.releaseSpinLock(lock, old)).code());
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        assertEquals(
                BugCheckCode.SPIN_LOCK_NOT_OWNED,
                assertThrows(BugCheck.class, () -> ke.releaseSpinLock(lock, old)).code());
    }

    @Test
    void aThreadThatBrokeOffLeavesPassiveLevelAndNoLockBehind() {
        try (Kernel kernel = new Kernel(ScriptedBus.pc(), KernelOptions.defaults())) {
            KspinLock lock = kernel.ke().initializeSpinLock("lock");
            assertThrows(
                    BugCheck.class,
                    () ->
                            kernel.run(
                                    "main",
                                    () -> {
                                        kernel.ke().acquireSpinLock(lock);
                                        return kernel.ke().waitForSingleObject(event(kernel));
                                    }));
            assertFalse(lock.held());
            assertEquals(Irql.PASSIVE_LEVEL, kernel.ke().getCurrentIrql());
        }
    }

    @Test
    void aThreadThatReturnsAtARaisedIrqlIsABugCheck() {
        try (Kernel kernel = new Kernel(ScriptedBus.pc(), KernelOptions.defaults())) {
            BugCheck stop =
                    assertThrows(
                            BugCheck.class,
                            () -> kernel.run("main", () -> kernel.ke().raiseIrql(Irql.APC_LEVEL)));
            assertEquals(BugCheckCode.IRQL_UNEXPECTED_VALUE, stop.code());
        }
    }
}
