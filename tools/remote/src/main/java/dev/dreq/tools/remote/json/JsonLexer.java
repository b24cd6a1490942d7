package dev.dreq.tools.remote.json;

import dev.dreq.tools.remote.json.Token.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts bytes into tokens, wherever packets divide them. After a stray character it looks for the
 * next line or bracket, as QEMU does, so that one error is one error.
 */
final class JsonLexer {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_UTF_8 = 0xfd;
    private static final String STRUCTURE = "{}[]:,";
    private static final Kind[] STRUCTURE_KINDS = {
        Kind.LEFT_BRACE,
        Kind.RIGHT_BRACE,
        Kind.LEFT_BRACKET,
        Kind.RIGHT_BRACKET,
        Kind.COLON,
        Kind.COMMA
    };

    private enum State {
        START,
        RECOVERY,
        DOUBLE_QUOTED,
        DOUBLE_QUOTED_ESCAPE,
        SINGLE_QUOTED,
        SINGLE_QUOTED_ESCAPE,
        KEYWORD,
        SIGN,
        ZERO,
        DIGITS,
        POINT,
        FRACTION,
        EXPONENT,
        EXPONENT_SIGN,
        EXPONENT_DIGITS
    }

    private final Consumer<Token> tokens;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private State state = State.START;

    JsonLexer(Consumer<Token> tokens) {
        this.tokens = tokens;
    }

    /** Bytes of a token that is not at its end. */
    int pending() {
        return text.size();
    }

    /** Forgets a token that is not at its end. */
    void reset() {
        text.reset();
        state = State.START;
    }

    /** Takes the next byte, 0..FF. */
    void feed(int next) {
        if (state == State.RECOVERY && isResynchronizing(next)) {
            state = State.START;
        }
        if (endsBefore(next)) {
            emit(numberOrKeyword());
        }
        switch (state) {
            case START -> start(next);
            case RECOVERY -> {}
            case DOUBLE_QUOTED -> quoted(next, '"', State.DOUBLE_QUOTED_ESCAPE);
            case SINGLE_QUOTED -> quoted(next, '\'', State.SINGLE_QUOTED_ESCAPE);
            case DOUBLE_QUOTED_ESCAPE -> go(isInString(next), State.DOUBLE_QUOTED, next);
            case SINGLE_QUOTED_ESCAPE -> go(isInString(next), State.SINGLE_QUOTED, next);
            default -> numberGoesOn(next);
        }
    }

    private static boolean isResynchronizing(int next) {
        return (next < FIRST_PRINTABLE && next != '\t')
                || next > LAST_UTF_8
                || STRUCTURE.indexOf(next) >= 0;
    }

    private static boolean isInString(int next) {
        return next >= FIRST_PRINTABLE && next <= LAST_UTF_8;
    }

    private static boolean isDigit(int next) {
        return next >= '0' && next <= '9';
    }

    private static boolean isExponent(int next) {
        return next == 'e' || next == 'E';
    }

    /** Whether what was read so far is a token, and {@code next} is not part of it. */
    private boolean endsBefore(int next) {
        return switch (state) {
            case KEYWORD -> next < 'a' || next > 'z';
            case ZERO, DIGITS -> !isDigit(next) && next != '.' && !isExponent(next);
            case FRACTION -> !isDigit(next) && !isExponent(next);
            case EXPONENT_DIGITS -> !isDigit(next);
            default -> false;
        };
    }

    private Kind numberOrKeyword() {
        return switch (state) {
            case KEYWORD -> Kind.KEYWORD;
            case ZERO, DIGITS -> Kind.INTEGER;
            default -> Kind.FLOAT;
        };
    }

    private void start(int next) {
        if (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
            return;
        }
        int structure = STRUCTURE.indexOf(next);
        if (structure >= 0) {
            text.write(next);
            emit(STRUCTURE_KINDS[structure]);
        } else if (next == '"') {
            go(true, State.DOUBLE_QUOTED, next);
        } else if (next == '\'') {
            go(true, State.SINGLE_QUOTED, next);
        } else if (next == '0') {
            go(true, State.ZERO, next);
        } else if (isDigit(next)) {
            go(true, State.DIGITS, next);
        } else if (next == '-') {
            go(true, State.SIGN, next);
        } else {
            go(next >= 'a' && next <= 'z', State.KEYWORD, next);
        }
    }

    private void quoted(int next, char quote, State escape) {
        if (next == quote) {
            text.write(next);
            emit(Kind.STRING);
        } else {
            go(isInString(next), next == '\\' ? escape : state, next);
        }
    }

    private void numberGoesOn(int next) {
        switch (state) {
            case KEYWORD -> go(true, State.KEYWORD, next);
            case SIGN -> go(isDigit(next), next == '0' ? State.ZERO : State.DIGITS, next);
            case ZERO -> go(!isDigit(next), next == '.' ? State.POINT : State.EXPONENT, next);
            case DIGITS ->
                    go(
                            true,
                            isDigit(next)
                                    ? State.DIGITS
                                    : next == '.' ? State.POINT : State.EXPONENT,
                            next);
            case POINT -> go(isDigit(next), State.FRACTION, next);
            case FRACTION -> go(true, isDigit(next) ? State.FRACTION : State.EXPONENT, next);
            case EXPONENT -> {
                boolean sign = next == '+' || next == '-';
                go(sign || isDigit(next), sign ? State.EXPONENT_SIGN : State.EXPONENT_DIGITS, next);
            }
            default -> go(isDigit(next), State.EXPONENT_DIGITS, next);
        }
    }

    /** Goes on if the byte may come here; else what was read with it is stray. */
    private void go(boolean possible, State to, int next) {
        text.write(next);
        if (possible) {
            state = to;
        } else {
            emit(Kind.STRAY);
            state = State.RECOVERY;
        }
    }

    private void emit(Kind kind) {
        Token token = new Token(kind, text.toString(StandardCharsets.UTF_8));
        reset();
        tokens.accept(token);
    }
}
