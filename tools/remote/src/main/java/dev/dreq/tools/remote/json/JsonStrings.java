package dev.dreq.tools.remote.json;

/** The strings of JSON, in quotes of either kind. */
final class JsonStrings {

    private static final String ESCAPES = "\"'\\/bfnrt";
    private static final String MEANINGS = "\"'\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;

    private JsonStrings() {}

    /** What a string in quotes says. */
    static String unquote(String quoted) throws JsonError {
        int end = quoted.length() - 1;
        StringBuilder said = new StringBuilder(end);
        int at = 1;
        while (at < end) {
            char c = quoted.charAt(at++);
            if (c != '\\') {
                said.append(c);
            } else if (quoted.charAt(at) == 'u') {
                said.append(hex(quoted, at + 1, end));
                at += 1 + HEX_DIGITS;
            } else {
                said.append(escaped(quoted.charAt(at++)));
            }
        }
        checkSurrogates(said);
        return said.toString();
    }

    private static char escaped(char letter) throws JsonError {
        int index = ESCAPES.indexOf(letter);
        if (index < 0) {
            throw JsonError.parse("invalid escape sequence in string");
        }
        return MEANINGS.charAt(index);
    }

    private static char hex(String quoted, int from, int end) throws JsonError {
        int value = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            int digit = i < end ? Character.digit(quoted.charAt(i), HEX) : -1;
            if (digit < 0) {
                throw JsonError.parse("invalid escape sequence in string");
            }
            value = value * HEX + digit;
        }
        return (char) value;
    }

    private static void checkSurrogates(CharSequence text) throws JsonError {
        int at = 0;
        while (at < text.length()) {
            int point = Character.codePointAt(text, at);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                throw JsonError.parse("\\u%04x is not a valid Unicode character".formatted(point));
            }
            at += Character.charCount(point);
        }
    }
}
