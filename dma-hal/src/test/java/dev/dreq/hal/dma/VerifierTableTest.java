package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.Violation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule is broken once at least, and the verifier says which, where and after what. */
class VerifierTableTest {
    /** Rules that only a video miniport breaks, or that only tags notice. */
    private static final Set<Rule> ELSEWHERE =
            EnumSet.of(
                    Rule.BUFFER_OVERRUN,
                    Rule.CALL_NOT_ALLOWED,
                    Rule.DMA_NOT_COMPLETED,
                    Rule.WRONG_LOCK);

    static Stream<VerifierDesk.Case> faults() {
        return Stream.of(
                        ChannelFaults.all(),
                        MappingFaults.all(),
                        ListFaults.all(),
                        MachineFaults.all(),
                        ChainFaults.all(),
                        ContextFaults.all())
                .flatMap(List::stream);
    }

    @Test
    void noRuleIsForgotten() {
        Set<Rule> left = EnumSet.allOf(Rule.class);
        faults().map(VerifierDesk.Case::rule).forEach(left::remove);
        assertEquals(ELSEWHERE, left);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void stops(VerifierDesk.Case fault) {
        VerifierDesk desk = new VerifierDesk(VerifierMode.STOP);
        VerifierDesk.Fault prepared = fault.setUp().on(desk);
        assertEquals(List.of(), desk.kernel.verifier().violations(), "the set-up breaks no rule");
        VerifierStop stop =
                assertThrows(
                        VerifierStop.class,
                        () -> desk.kernel.run("a driver", desk.running(prepared)));
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, stop.code());
        assertEquals(fault.rule(), stop.violation().rule(), stop.getMessage());
        assertEquals(fault.rule().code(), stop.parameter(1));
        for (int i = 0; i < prepared.parameters().size(); i++) {
            assertEquals(
                    prepared.parameters().get(i), stop.parameter(i + 2), "parameter " + (i + 2));
        }
        explains(stop.violation());
        assertEquals(List.of(stop.violation()), desk.kernel.verifier().violations());
    }

    private static void explains(Violation violation) {
        assertTrue(violation.message().contains("; "), violation.message());
        assertFalse(violation.call().isEmpty(), violation.message());
        assertTrue(violation.report().startsWith(violation.rule().label()), violation.report());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isReported(VerifierDesk.Case fault) {
        VerifierDesk desk = new VerifierDesk(VerifierMode.REPORT);
        VerifierDesk.Fault prepared = fault.setUp().on(desk);
        try {
            desk.kernel.run("a driver", desk.running(prepared));
        } catch (BugCheck onlyWhereTheKernelCannotGoOn) {
            assertTrue(MUST_STOP.contains(fault.rule()), onlyWhereTheKernelCannotGoOn.toString());
        }
        List<Violation> violations = desk.kernel.verifier().violations();
        assertFalse(violations.isEmpty());
        assertEquals(fault.rule(), violations.get(0).rule());
    }

    /** What MapTransfer and AllocateAdapterChannel cannot answer, and who has no adapter. */
    private static final Set<Rule> MUST_STOP =
            EnumSet.of(
                    Rule.OUT_OF_MAP_REGISTERS,
                    Rule.CHANNEL_ALLOCATED_TWICE,
                    Rule.NOT_FLUSHED,
                    Rule.BUFFER_NOT_LOCKED,
                    Rule.WRONG_IRQL,
                    Rule.IMPROPER_IRQL,
                    Rule.ADAPTER_REFERENCED,
                    Rule.ADAPTER_RELEASED,
                    Rule.ADAPTER_NULL,
                    Rule.LIST_OUTSIDE_MDL,
                    Rule.OUTSIDE_MDL,
                    Rule.WRONG_MAP_REGISTERS,
                    Rule.ZERO_LENGTH,
                    Rule.WRONG_ACTION,
                    Rule.WAIT_BLOCK_IN_USE,
                    Rule.MDL_CHANGED,
                    Rule.WAIT_AT_DISPATCH,
                    Rule.ADAPTER_CHANGED,
                    Rule.ODD_ON_16_BIT_CHANNEL);

    @Test
    void theHistoryHasTheLatestSixteenCallsOldestFirst() {
        VerifierDesk desk = new VerifierDesk(VerifierMode.STOP);
        for (int i = 0; i < 20; i++) {
            desk.slave.take(1).free();
        }
        VerifierStop stop = assertThrows(VerifierStop.class, desk.slave::free);
        List<String> history = stop.violation().history();
        assertEquals(16, history.size());
        assertEquals(
                "AllocateAdapterChannel(deviceObject \\Device\\Slave, numberOfMapRegisters 0x1)"
                        + " by DMA channel 1 at DISPATCH_LEVEL",
                history.get(14));
        assertEquals("FreeAdapterChannel() by DMA channel 1 at DISPATCH_LEVEL", history.get(15));
        assertEquals(history.get(15), stop.violation().call());
    }

    @Test
    void offLeavesTheTableAlone() {
        VerifierDesk desk = new VerifierDesk(VerifierMode.OFF);
        assertTrue(desk.slave.operations instanceof HalDmaOperations);
        desk.slave.take(4).map(desk.mdl, desk.va, 0x3000, true);
        BugCheck stop = assertThrows(BugCheck.class, desk.slave::free);
        assertEquals(Rule.FREED_WHILE_MAPPED.code(), stop.parameter(1));
        assertEquals(List.of(), desk.kernel.verifier().violations());
    }
}
