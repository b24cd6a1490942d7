package dev.dreq.tools.remote.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.libqtest.LibQtest;
import dev.dreq.tools.remote.libqtest.Program;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** A program that was written for QEMU's libqtest starts our machine as it would start QEMU. */
@Timeout(60)
class LibQtestTest {

    @TestFactory
    Stream<DynamicTest> aTestProgramStartsUsesAndEndsTheMachine() {
        return Stream.of(
                DynamicTest.dynamicTest("in this process", () -> use(Program::inProcess)),
                DynamicTest.dynamicTest("as a process", () -> use(Program::asProcess)));
    }

    private static void use(Program.Start start) throws Exception {
        try (LibQtest qemu = new LibQtest(start, "-machine", "pc", "-m", "32M", "-nodefaults")) {
            qemu.ok("irq_intercept_in ioapic");
            qemu.ok("writel 0x100000 0x12345678");
            assertEquals("0x0000000012345678", qemu.ok("readl 0x100000"));
            assertFalse(qemu.irq(6));
            qemu.outb(0x3f5, 0x07, 0x00); // RECALIBRATE
            assertTrue(qemu.irq(6));
            qemu.outb(0x3f5, 0x08); // SENSE INTERRUPT
            assertFalse(qemu.irq(6));
            assertEquals(1_000, qemu.clockStep(1_000));
            assertEquals(0, qemu.end());
        }
    }
}
