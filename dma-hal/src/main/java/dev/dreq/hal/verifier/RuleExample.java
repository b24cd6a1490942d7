package dev.dreq.hal.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How a rule is broken and how it is kept, in a few lines of a driver.
 *
 * @param wrong breaks the rule
 * @param right keeps it
 */
public record RuleExample(String wrong, String right) {
    private static final String RESOURCE = "rules.txt";

    /** The part of the resource that begins with the rule's label. */
    static RuleExample of(Rule rule) {
        String head = "[" + rule.label() + "]\n";
        String all = text();
        int at = all.indexOf(head);
        if (at < 0) {
            throw new IllegalStateException(RESOURCE + " has no " + head.strip());
        }
        int end = all.indexOf("\n[", at);
        String part = all.substring(at + head.length(), end < 0 ? all.length() : end);
        return new RuleExample(lines(part, '-'), lines(part, '+'));
    }

    private static String lines(String part, char mark) {
        StringBuilder lines = new StringBuilder();
        for (String line : part.split("\n", -1)) {
            if (!line.isEmpty() && line.charAt(0) == mark) {
                lines.append(line.substring(1).stripTrailing().replaceFirst("^ ", ""));
                lines.append('\n');
            }
        }
        return lines.toString().stripTrailing();
    }

    private static String text() {
        try (InputStream in = RuleExample.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not beside " + RuleExample.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
