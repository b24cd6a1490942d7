package dev.dreq.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.KernelHang;
import dev.dreq.machine.Machine;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void aBugCheckIsToldInWords() {
        Failure failure =
                Failure.of(
                        new BugCheck(
                                BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                                1,
                                2,
                                3,
                                4,
                                "KeWaitForSingleObject at DISPATCH_LEVEL;\n wait at PASSIVE_LEVEL"));

        assertEquals(1, failure.status());
        assertTrue(failure.words().startsWith("the driver broke a rule: IRQL_NOT_LESS_OR_EQUAL"));
        assertTrue(
                failure.words().endsWith("DISPATCH_LEVEL; wait at PASSIVE_LEVEL"), failure.words());
    }

    @Test
    void aHangNamesWhoWaitsForWhat() {
        try (Machine machine = Machine.builder().memory(1 << 20).build();
                Kernel kernel = new Kernel(machine.cpu(), KernelOptions.defaults())) {
            KernelHang hang =
                    assertThrows(
                            KernelHang.class,
                            () ->
                                    kernel.<Object, RuntimeException>run(
                                            "patience",
                                            () ->
                                                    kernel.ke()
                                                            .waitForSingleObject(
                                                                    kernel.ke()
                                                                            .initializeEvent(
                                                                                    "Godot",
                                                                                    EventType
                                                                                            .NotificationEvent,
                                                                                    false))));

            Failure failure = Failure.of(hang);
            assertEquals(1, failure.status());
            assertEquals(2, failure.words().lines().count());
            assertTrue(failure.words().contains("patience"), failure.words());
            assertTrue(failure.words().contains("Godot"), failure.words());
        }
    }

    @Test
    void anErrorOfOurOwnSaysHowToSeeMore() {
        Failure failure = Failure.of(new IllegalStateException("odd"));

        assertEquals(1, failure.status());
        assertEquals(
                "an error within dreq: java.lang.IllegalStateException: odd (--debug shows where)",
                failure.words());
    }

    @Test
    void aJvmWithTooLittleMemorySaysHowToGiveItMore() {
        Failure failure = Failure.of(new OutOfMemoryError("Java heap space"));

        assertEquals(1, failure.status());
        assertEquals(
                "the memory of the JVM is used up (Java heap space); give more, such as"
                        + " DREQ_JAVA_OPTS=-Xmx4g",
                failure.words());
    }
}
