package dev.dreq.tools.remote.opts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QemuOptsTest {

    private static QemuOpts of(String text) {
        return QemuOpts.parse("-chardev", text, "backend");
    }

    private static void assertWrong(String message, Executable executable) {
        assertEquals(message, assertThrows(ConfigurationException.class, executable).getMessage());
    }

    @Test
    void theFirstValueMayStandWithoutItsKey() {
        assertEquals(Map.of("backend", "socket", "id", "c0"), of("socket,id=c0").rest());
        assertEquals(Map.of("id", "c0", "wait", "off"), of("id=c0,wait=off").rest());
    }

    @Test
    void aDoubleCommaIsAComma() {
        assertEquals(Map.of("backend", "socket", "path", "/a,b"), of("socket,path=/a,,b").rest());
        assertEquals(Optional.of("a=b"), of("null,x=a=b").take("x"));
    }

    @Test
    void aKeyAloneIsOnAndWithNoBeforeItOff() {
        QemuOpts opts = of("socket,server,nowait");
        assertTrue(opts.takeFlag("server", false));
        assertFalse(opts.takeFlag("wait", true));
        assertTrue(opts.takeFlag("else", true));
    }

    @Test
    void ofARepeatedKeyTheLastCounts() {
        assertEquals(Optional.of("2"), of("null,x=1,x=2").take("x"));
    }

    @Test
    void whatNobodyTakesIsNamedWithWhatThereIs() {
        QemuOpts opts = of("null,id=c0,bogus=1");
        opts.take("backend");
        opts.take("id");
        assertWrong("-chardev: there is no 'bogus'; there are: backend, id", opts::end);
    }

    @Test
    void whatIsMissingOrNoTruthValueIsNamed() {
        assertWrong("-chardev: path= is missing", () -> of("socket").require("path"));
        assertWrong(
                "-chardev: wait is on or off, not 'maybe'",
                () -> of("socket,wait=maybe").takeFlag("wait", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,,,", "a,=b", "a,b=c,"})
    void anEmptyKeyIsAMistake(String text) {
        assertThrows(ConfigurationException.class, () -> of(text));
    }
}
