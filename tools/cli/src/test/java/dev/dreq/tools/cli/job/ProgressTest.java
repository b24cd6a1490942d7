package dev.dreq.tools.cli.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void oneLineIsWrittenAnewAtEachPerCentAndGoesAtTheEnd() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        Progress progress = Progress.on(new PrintStream(screen, true, StandardCharsets.UTF_8));

        progress.at("read", 10, 1000);
        progress.at("read", 19, 1000);
        progress.at("read", 20, 1000);
        progress.end();
        progress.end();

        assertEquals(
                "\r\rread   1 %" + "\r          \rread   2 %" + "\r          \r",
                screen.toString(StandardCharsets.UTF_8));
    }
}
