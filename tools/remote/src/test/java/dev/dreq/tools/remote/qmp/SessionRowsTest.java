package dev.dreq.tools.remote.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dreq.tools.remote.json.JsonError;
import dev.dreq.tools.remote.json.JsonStream;
import dev.dreq.tools.remote.pc.DeviceOption;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PcOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Conversations as {@code session.rows} has them. Members of objects have no order. */
@Timeout(60)
class SessionRowsTest {

    private static final Pattern SECTION = Pattern.compile("(?m)^== ");

    @TestFactory
    Stream<DynamicTest> aClientHearsWhatQemuWouldSay() throws IOException {
        return SECTION.splitAsStream(rows())
                .skip(1)
                .map(
                        section ->
                                dynamicTest(
                                        section.lines().findFirst().orElseThrow(),
                                        () -> hold(section.lines().skip(1).toList())));
    }

    private static String rows() throws IOException {
        try (InputStream in = SessionRowsTest.class.getResourceAsStream("session.rows")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void hold(List<String> rows) {
        PcOptions options =
                new PcOptions()
                        .withoutDefaults()
                        .paused()
                        .device(new DeviceOption("bochs-display", Optional.of("bd0"), Map.of()));
        try (Pc pc = Pc.of(options);
                QmpClient client = new QmpClient(pc)) {
            client.next();
            for (String row : rows) {
                if (row.startsWith("> ")) {
                    client.send(row.substring(2).replace("\\x01", "\u0001") + "\n");
                } else if (row.startsWith("< ")) {
                    assertEquals(values(row.substring(2)), values(client.next()), row);
                }
            }
        }
    }

    private static List<Object> values(String text) {
        List<Object> values = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        new JsonStream(
                        new JsonStream.Receiver() {
                            @Override
                            public void value(Object value) {
                                values.add(value);
                            }

                            @Override
                            public void error(JsonError error) {
                                values.add(error.what());
                            }
                        })
                .feed(bytes, 0, bytes.length);
        return values;
    }
}
