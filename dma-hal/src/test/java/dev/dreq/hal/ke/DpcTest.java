package dev.dreq.hal.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ScriptedBus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DpcTest {
    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);
    private final List<String> ran = new ArrayList<>();

    @Test
    void aDpcIsQueuedOnceUntilItRuns() {
        Kdpc dpc =
                ke.initializeDpc(
                        (d, context, a, b) -> ran.add(context + " " + a + " " + b), "context");
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        assertTrue(ke.insertQueueDpc(dpc, 1, 2));
        assertFalse(ke.insertQueueDpc(dpc, 3, 4));
        assertEquals(List.of(), ran);
        ke.lowerIrql(Irql.PASSIVE_LEVEL);
        assertEquals(List.of("context 1 2"), ran);
        assertTrue(ke.insertQueueDpc(dpc, 5, 6));
        assertEquals(List.of("context 1 2", "context 5 6"), ran);
        assertEquals(2, ke.dpcCount());
    }

    @Test
    void dpcsRunInTheOrderOfTheirQueueAtDispatchLevel() {
        ke.raiseIrql(Irql.HIGH_LEVEL);
        for (String name : List.of("first", "second", "third")) {
            ke.insertQueueDpc(
                    ke.initializeDpc(
                            (d, context, a, b) -> ran.add(name + " " + ke.getCurrentIrql()), null),
                    null,
                    null);
        }
        ke.lowerIrql(Irql.DISPATCH_LEVEL);
        assertEquals(List.of(), ran);
        ke.lowerIrql(Irql.APC_LEVEL);
        assertEquals(List.of("first 2", "second 2", "third 2"), ran);
        assertEquals(Irql.APC_LEVEL, ke.getCurrentIrql());
    }

    @Test
    void aDpcThatIsTakenOutDoesNotRun() {
        Kdpc dpc = ke.initializeDpc((d, context, a, b) -> ran.add("ran"), null);
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        ke.insertQueueDpc(dpc, null, null);
        assertTrue(ke.removeQueueDpc(dpc));
        assertFalse(ke.removeQueueDpc(dpc));
        ke.lowerIrql(Irql.PASSIVE_LEVEL);
        assertEquals(List.of(), ran);
    }

    @Test
    void aDpcMayQueueItselfFromItsRoutine() {
        int[] left = {3};
        Kdpc dpc =
                ke.initializeDpc(
                        (d, context, a, b) -> {
                            ran.add("run");
                            if (--left[0] > 0) {
                                ke.insertQueueDpc(d, null, null);
                            }
                        },
                        null);
        ke.insertQueueDpc(dpc, null, null);
        assertEquals(List.of("run", "run", "run"), ran);
    }

    @Test
    void aDpcThatQueuesItselfForEverIsABugCheck() {
        Kdpc dpc = ke.initializeDpc((d, context, a, b) -> ke.insertQueueDpc(d, null, null), null);
        BugCheck stop = assertThrows(BugCheck.class, () -> ke.insertQueueDpc(dpc, null, null));
        assertEquals(BugCheckCode.DPC_WATCHDOG_VIOLATION, stop.code());
        assertEquals(Irql.PASSIVE_LEVEL, ke.getCurrentIrql());
    }

    @Test
    void aStatusThatADpcLetsOutIsABugCheck() {
        StatusException raised = new StatusException(NtStatus.STATUS_ACCESS_VIOLATION, "test");
        Kdpc dpc =
                ke.initializeDpc(
                        (d, c, a, b) -> {
                            throw raised;
                        },
                        null);
        BugCheck stop = assertThrows(BugCheck.class, () -> ke.insertQueueDpc(dpc, null, null));
        assertEquals(BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED, stop.code());
        assertEquals(0xC0000005, (int) stop.parameter(1));
        assertTrue(stop.getMessage().contains("a DPC"), stop.getMessage());
    }

    @Test
    void aDpcThatReturnsAtAnotherIrqlIsABugCheckAndTheIrqlIsRestored() {
        Kdpc dpc = ke.initializeDpc((d, context, a, b) -> ke.raiseIrql(Irql.HIGH_LEVEL), null);
        BugCheck stop = assertThrows(BugCheck.class, () -> ke.insertQueueDpc(dpc, null, null));
        assertEquals(BugCheckCode.IRQL_UNEXPECTED_VALUE, stop.code());
        assertEquals(Irql.PASSIVE_LEVEL, ke.getCurrentIrql());
    }
}
