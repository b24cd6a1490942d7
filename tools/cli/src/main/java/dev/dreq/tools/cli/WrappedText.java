package dev.dreq.tools.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that end between words. */
final class WrappedText {

    private WrappedText() {}

    /** Lines of at most {@code width} characters, unless a single word is longer. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
