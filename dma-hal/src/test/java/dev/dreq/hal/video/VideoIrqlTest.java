package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every routine at every IRQL. */
@Timeout(20)
class VideoIrqlTest {
    private static final int[] LEVELS = {
        Irql.PASSIVE_LEVEL, Irql.APC_LEVEL, Irql.DISPATCH_LEVEL, Irql.LOWEST_DIRQL
    };

    static Stream<Arguments> table() {
        return VideoCalls.all().stream()
                .flatMap(
                        call ->
                                java.util.Arrays.stream(LEVELS)
                                        .mapToObj(irql -> Arguments.of(call, irql)));
    }

    @ParameterizedTest(name = "{0} at IRQL {1}")
    @MethodSource("table")
    void isCalledWhereItMayBe(VideoCalls.Call call, int irql) {
        try (VideoCalls calls = new VideoCalls()) {
            if (call.name().equals("VideoPortCompleteDma")) {
                calls.open();
            }
            Runnable body = () -> calls.port.at(irql, () -> call.body().accept(calls));
            if (call.irql().allows(irql)) {
                assertDoesNotThrow(body::run);
                return;
            }
            BugCheck stop = TestMiniport.stop(body);
            assertEquals(
                    call.irql() == VideoCalls.At.FROM_DISPATCH
                            ? BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL
                            : BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                    stop.code());
            assertTrue(
                    stop.getMessage().contains(call.name() + " was called at " + Irql.name(irql)),
                    stop.getMessage());
        }
    }
}
