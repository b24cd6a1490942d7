package dev.dreq.tools.remote.libqtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation to be had.
 *
 * @param lines each what is sent, behind {@code "> "}, or what comes, behind {@code "< "}
 */
public record Talk(String title, List<String> lines) {

    private static final String TITLE = "== ";

    /** All conversations in a file beside a class. */
    public static List<Talk> in(Class<?> place, String file) {
        List<Talk> talks = new ArrayList<>();
        try (InputStream in = place.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                if (line.startsWith(TITLE)) {
                    talks.add(new Talk(line.substring(TITLE.length()), new ArrayList<>()));
                } else if (line.startsWith("> ") || line.startsWith("< ")) {
                    talks.get(talks.size() - 1).lines().add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return talks;
    }

    /**
     * Has the conversation; gives it as it went, up to the first line that is not as it was to be.
     */
    public List<String> had(LineSocket with) throws IOException {
        List<String> went = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(">")) {
                with.send(line.substring(2).replace("\\r", "\r").replace("\\0", "\0") + "\n");
                went.add(line);
            } else {
                went.add("< " + with.receive());
                if (!went.get(went.size() - 1).equals(line)) {
                    return went;
                }
            }
        }
        return went;
    }
}
