package dev.dreq.tools.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualTimeTest {

    @ParameterizedTest
    @CsvSource({"7ns,7", "1.5us,1500", "1.5ms,1500000", "2 s,2000000000", "0.000000001s,1"})
    void aTimeHasAUnit(String text, long nanos) {
        assertEquals(Optional.of(nanos), VirtualTime.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "ms", "-1ms", "1.ms", "1.5ns", "1e3us", "99999999999s"})
    void anythingElseIsNoTime(String text) {
        assertEquals(Optional.empty(), VirtualTime.parse(text));
    }

    @Test
    void aTimeIsToldInMicroseconds() {
        assertEquals("0.000", VirtualTime.words(0));
        assertEquals("1,234,567.089", VirtualTime.words(1_234_567_089));
    }
}
