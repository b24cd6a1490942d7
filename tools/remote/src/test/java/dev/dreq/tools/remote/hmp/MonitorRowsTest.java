package dev.dreq.tools.remote.hmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dreq.tools.remote.pc.DeviceOption;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PcOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a person types and sees, as {@code monitor.rows} has it. */
class MonitorRowsTest {

    private static final Pattern SECTION = Pattern.compile("(?m)^== ");
    private static final Pattern PROMPT = Pattern.compile("(?m)^\\(qemu\\) ?");

    @TestFactory
    Stream<DynamicTest> aPersonSeesWhatQemuWouldShow() throws IOException {
        return SECTION.splitAsStream(rows())
                .skip(1)
                .map(
                        section -> {
                            int end = section.indexOf('\n');
                            return dynamicTest(
                                    section.substring(0, end),
                                    () -> hold(section.substring(end + 1).stripTrailing() + "\n"));
                        });
    }

    private static String rows() throws IOException {
        try (InputStream in = MonitorRowsTest.class.getResourceAsStream("monitor.rows")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void hold(String session) {
        PcOptions options =
                new PcOptions()
                        .withoutDefaults()
                        .paused()
                        .device(new DeviceOption("bochs-display", Optional.of("bd0"), Map.of()));
        try (Pc pc = Pc.of(options)) {
            byte[] bytes = new byte[256];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
            pc.locked(() -> pc.bus().write(0x10000, bytes, 0, bytes.length));
            Monitor monitor = new Monitor(pc);
            for (String row : PROMPT.splitAsStream(session).skip(1).toList()) {
                int end = row.indexOf('\n');
                String line = row.substring(0, end);
                assertEquals(row.substring(end + 1), monitor.run(line), line);
            }
        }
    }
}
