package dev.dreq.tools.testkit.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.Violation;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What no driver can cause: the driver is right, and the machine under it is not. */
class FaultyMachineTest {
    private static final KernelOptions STOP =
            KernelOptions.defaults().withVerifier(VerifierMode.STOP);

    private static Violation stop(PluginCatalog catalog, UnaryOperator<CpuBus> seen) {
        try (FaultyPc pc = new FaultyPc("none", catalog, seen, true, STOP)) {
            return assertThrows(VerifierStop.class, pc::run).violation();
        }
    }

    private static Violation stopByClock(UnaryOperator<CpuBus> seen) {
        return stop(PluginCatalog.ofClassPath(), seen);
    }

    @Test
    void aClockThatGoesBackIsNoticed() {
        long[] readings = new long[1];
        Violation violation =
                stopByClock(
                        bus ->
                                StandIn.of(
                                        CpuBus.class,
                                        bus,
                                        "now",
                                        none -> bus.now() + 1_000_000 - readings[0]++));
        assertEquals(Rule.CLOCK_WENT_BACK, violation.rule());
        assertEquals(violation.p2() - 1, violation.p3());
        assertTrue(violation.message().contains("a clock never goes back"), violation.message());
    }

    @Test
    void aClockThatRunsTooFastIsNoticed() {
        long[] ahead = new long[1];
        Violation violation =
                stopByClock(
                        bus ->
                                StandIn.of(
                                        CpuBus.class,
                                        bus,
                                        "now",
                                        none -> bus.now() + (ahead[0] += 2_000_000_000L)));
        assertEquals(Rule.CLOCK_TOO_FAST, violation.rule());
        assertTrue(violation.p3() >= 2_000_000_000L, violation.message());
        assertTrue(violation.message().contains("no call takes a second"), violation.message());
    }

    @Test
    void aDeviceThatReadsElsewhereIsNoticed() {
        Violation violation = stop(FaultyEngine.reading(-0x1000), UnaryOperator.identity());
        assertEquals(Rule.DEVICE_FAULT, violation.rule());
        assertEquals(0, violation.p4(), "nothing is mapped there");
        assertTrue(
                violation.message().contains("0x%x, where nothing".formatted(violation.p3())),
                violation.message());
    }

    @Test
    void aDeviceThatGoesOnBehindTheEndIsNoticed() {
        Violation violation = stop(FaultyEngine.readingOn(), UnaryOperator.identity());
        assertEquals(Rule.DEVICE_OVERRUN, violation.rule());
        assertEquals(1, violation.p4(), "a byte too many");
        assertTrue(violation.message().contains("behind the end"), violation.message());
    }
}
