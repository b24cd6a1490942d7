package dev.dreq.tools.remote.json;

/**
 * A token.
 *
 * @param text as it was written, quotes included
 */
record Token(Kind kind, String text) {

    /** The kinds of tokens. */
    enum Kind {
        LEFT_BRACE,
        RIGHT_BRACE,
        LEFT_BRACKET,
        RIGHT_BRACKET,
        COLON,
        COMMA,
        INTEGER,
        FLOAT,
        STRING,
        KEYWORD,
        /** Characters that begin nothing, or do not go on as they began. */
        STRAY
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }
}
