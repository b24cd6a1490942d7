package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What HwVidInterrupt and HwVidResetHw may call. */
@Timeout(20)
class InterruptCallsTest {
    static List<VideoCalls.Call> calls() {
        return VideoCalls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void hwVidInterruptMayCall(VideoCalls.Call call) {
        try (VideoCalls calls = new VideoCalls()) {
            boolean[] claimed = new boolean[1];
            Runnable body =
                    () ->
                            calls.port.kernel.run(
                                    "test",
                                    () -> {
                                        calls.port.inInterrupt(() -> call.body().accept(calls));
                                        claimed[0] = true;
                                        return "";
                                    });
            if (call.inInterrupt()) {
                assertDoesNotThrow(body::run);
                assertTrue(claimed[0]);
            } else {
                expect(TestMiniport.stop(body), call, "HwVidInterrupt");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void hwVidResetHwMayCall(VideoCalls.Call call) {
        try (VideoCalls calls = new VideoCalls()) {
            TestMiniport port = calls.port;
            port.resetBody = () -> call.body().accept(calls);
            Runnable body = () -> port.video.resetHw(port.device, 80, 25);
            if (call.inReset()) {
                assertDoesNotThrow(body::run);
            } else {
                expect(TestMiniport.stop(body), call, "HwVidResetHw");
            }
        }
    }

    private static void expect(BugCheck stop, VideoCalls.Call call, String where) {
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, stop.code());
        assertEquals(Rule.CALL_NOT_ALLOWED.code(), stop.parameter(1));
        assertTrue(
                stop.getMessage().contains(call.name() + " was called from " + where),
                stop.getMessage());
    }

    @Test
    void hwVidInterruptIsAskedForEachInterruptAndMayRefuseIt() {
        try (TestMiniport port = new TestMiniport().start()) {
            int[] asked = new int[1];
            port.interrupt =
                    ext -> {
                        if (++asked[0] == 3) {
                            port.bus.lower(TestMiniport.IRQ);
                        }
                        return false;
                    };
            port.bus.raise(TestMiniport.IRQ);
            port.kernel.run(
                    "test",
                    () -> {
                        port.kernel.ke().interruptPoint();
                        return "";
                    });
            assertEquals(3, asked[0]);
        }
    }

    @Test
    void theDpcIsQueuedOnceUntilItRuns() {
        try (TestMiniport port = new TestMiniport().start()) {
            port.at(
                    2,
                    () -> {
                        assertTrue(port.video.queueDpc(port, (e, c) -> port.note("first " + c), 1));
                        assertFalse(port.video.queueDpc(port, (e, c) -> port.note("lost " + c), 2));
                        assertEquals(List.of(), port.seen, "not before the IRQL falls");
                    });
            assertEquals(List.of("first 1 at DISPATCH_LEVEL"), port.seen);
            port.at(
                    2,
                    () -> assertTrue(port.video.queueDpc(port, (e, c) -> port.note("next"), null)));
            assertEquals("next at DISPATCH_LEVEL", port.seen.get(1));
        }
    }

    @Test
    void twoDevicesHaveADpcEach() {
        try (TestMiniport port = new TestMiniport()) {
            Object[] second = {"the second device"};
            port.start();
            port.kernel
                    .io()
                    .loadDriver(
                            "Second",
                            (linked, object) ->
                                    port.video.initialize(
                                            object,
                                            null,
                                            port.builder()
                                                    .hwInterrupt(null)
                                                    .hwFindAdapter(
                                                            (e, h, a, i, g) -> VpStatus.NO_ERROR)
                                                    .hwDeviceExtension(() -> second)
                                                    .build(),
                                            null),
                            TestMiniport.resources());
            port.at(
                    2,
                    () -> {
                        assertTrue(port.video.queueDpc(port, (e, c) -> port.note("a"), null));
                        assertTrue(port.video.queueDpc(second, (e, c) -> port.note("b"), null));
                    });
            assertEquals(List.of("a at DISPATCH_LEVEL", "b at DISPATCH_LEVEL"), port.seen);
        }
    }
}
