package dev.dreq.tools.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The command, run in this process. */
public record Dreq(int status, String out, String err) {

    /** Runs a command line. */
    public static Dreq dreq(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                Main.run(
                        Arrays.stream(args).map(Object::toString).toArray(String[]::new),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Dreq(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The jobs of the one JSON object on standard output. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> jobs() throws IOException {
        return (List<Map<String, Object>>) JSON.std.mapFrom(out).get("jobs");
    }

    /** A figure of the first job. */
    public long figure(String key) throws IOException {
        return ((Number) jobs().get(0).get(key)).longValue();
    }

    /** Makes a file of random bytes. */
    public static Path randomFile(Path file, int kibibytes, long seed) throws IOException {
        byte[] content = new byte[kibibytes << 10];
        new SplittableRandom(seed).nextBytes(content);
        return Files.write(file, content);
    }
}
