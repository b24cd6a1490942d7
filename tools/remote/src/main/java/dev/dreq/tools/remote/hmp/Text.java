package dev.dreq.tools.remote.hmp;

/** What is left to read of a line. */
final class Text {

    private final String line;
    private int at;

    Text(String line) {
        this.line = line;
    }

    /** The next character; 0 at the end. */
    char peek() {
        return at < line.length() ? line.charAt(at) : 0;
    }

    /** The character behind the next; 0 if there is none. */
    char peekSecond() {
        return at + 1 < line.length() ? line.charAt(at + 1) : 0;
    }

    char next() {
        char c = peek();
        at++;
        return c;
    }

    void skipBlanks() {
        while (Character.isWhitespace(peek())) {
            at++;
        }
    }

    boolean atEnd() {
        return at >= line.length();
    }

    /** Takes a character if it is the next. */
    boolean take(char wanted) {
        boolean there = !atEnd() && peek() == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    /** What is left, without blanks around it. */
    String rest() {
        String rest = line.substring(Math.min(at, line.length())).strip();
        at = line.length();
        return rest;
    }

    /** The next word up to a blank or a slash; empty at the end. */
    String commandWord() {
        skipBlanks();
        int start = at;
        while (!atEnd() && peek() != '/' && !Character.isWhitespace(peek())) {
            at++;
        }
        return line.substring(start, at);
    }

    /**
     * The next argument, up to a blank or in double quotes; empty at the end, and for one that does
     * not end.
     */
    String word() {
        skipBlanks();
        if (!take('"')) {
            int start = at;
            while (!atEnd() && !Character.isWhitespace(peek())) {
                at++;
            }
            return line.substring(start, at);
        }
        StringBuilder word = new StringBuilder();
        while (!atEnd() && peek() != '"') {
            char c = next();
            word.append(c == '\\' ? escaped(next()) : c);
        }
        return take('"') ? word.toString() : "";
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> c;
        };
    }
}
