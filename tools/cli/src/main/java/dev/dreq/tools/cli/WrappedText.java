package dev.dreq.tools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text in lines that end between words, or between other parts. */
final class WrappedText {

    private WrappedText() {}

    /** Lines of at most {@code width} characters, unless a single word is longer. */
    static List<String> lines(String text, int width) {
        return lines(text, " ", width);
    }

    /** Likewise of what stands between {@code gap} and {@code gap}. */
    static List<String> lines(String text, String gap, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : text.split(Pattern.quote(gap), -1)) {
            if (!line.isEmpty() && line.length() + gap.length() + part.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : gap).append(part);
        }
        lines.add(line.toString());
        return lines;
    }
}
