package dev.dreq.devices.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What QEMU's bochs-display answers, answered alike. */
class QemuRowsTest {

    private static final Pattern ACCESS = Pattern.compile("([rw])([1248]) (\\w+)=(\\w+)");

    static List<Arguments> rows() throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        QemuRowsTest.class.getResourceAsStream(
                                                "bochs-display.rows")),
                                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 2))
                    .map(row -> Arguments.of(row[0], row[1]))
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void answersAsQemuDoes(String name, String accesses) {
        Bench bench = new Bench("vram", "16M");
        Matcher access = ACCESS.matcher(accesses);
        while (access.find()) {
            int size = Integer.parseInt(access.group(2));
            int offset = Integer.parseInt(access.group(3), 16);
            long ones = -1L >>> (Long.SIZE - 8 * size);
            long value =
                    access.group(4).equals("ones")
                            ? ones
                            : Long.parseUnsignedLong(access.group(4), 16);
            if (access.group(1).equals("w")) {
                bench.write(offset, size, value);
            } else {
                assertEquals(
                        Long.toHexString(value),
                        Long.toHexString(bench.read(offset, size)),
                        "%s: %s".formatted(name, access.group()));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyRowIsUnderstoodToItsEnd(String name, String accesses) {
        String rest = ACCESS.matcher(accesses).replaceAll("").trim();
        assertTrue(rest.isEmpty(), () -> name + " has: " + rest);
        assertTrue(Stream.of(accesses.split(" ")).anyMatch(word -> word.startsWith("r")), name);
    }

    @Test
    void withoutItsMonitorTheEdidBlockIsZero() {
        Bench bench = new Bench("edid", "off");
        for (int at = 0; at < 0x400; at += 4) {
            assertEquals(0, bench.in(at), "offset %x".formatted(at));
        }
    }
}
