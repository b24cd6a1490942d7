package dev.dreq.tools.remote.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.tools.remote.libqtest.QtestMachine;
import dev.dreq.tools.remote.libqtest.Talk;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Conversations over a socket, word by word. */
@Timeout(60)
class ConversationTest {

    @TestFactory
    Stream<DynamicTest> asQemuWasMeasuredToAnswer() {
        return talks("as-qemu.talk");
    }

    @TestFactory
    Stream<DynamicTest> whatEndsQemuOrWhatItLacks() {
        return talks("better-than-qemu.talk");
    }

    private static Stream<DynamicTest> talks(String file) {
        return Talk.in(ConversationTest.class, file).stream()
                .map(talk -> DynamicTest.dynamicTest(talk.title(), () -> have(talk)));
    }

    private static void have(Talk talk) throws IOException {
        try (QtestMachine machine = new QtestMachine("-device", "bochs-display,id=bd0")) {
            assertEquals(
                    String.join("\n", talk.lines()), String.join("\n", talk.had(machine.qtest())));
        }
    }
}
