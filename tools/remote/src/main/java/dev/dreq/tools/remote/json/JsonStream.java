package dev.dreq.tools.remote.json;

import dev.dreq.tools.remote.json.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads values one after the other from bytes as they come. An unfinished value waits for the rest.
 * A value is bounded in bytes, tokens and depth; what goes beyond is an error, and the rest of its
 * line is dropped.
 */
public final class JsonStream {

    /** The most bytes of a value's tokens. */
    static final int MAX_BYTES = 1 << 20;

    /** The most tokens of a value. */
    static final int MAX_TOKENS = 1 << 16;

    /** The most brackets that are open at a time, as QEMU has it. */
    static final int MAX_DEPTH = 1024;

    private final Receiver receiver;
    private final JsonLexer lexer = new JsonLexer(this::token);
    private final List<Token> tokens = new ArrayList<>();
    private int bytes;
    private int braces;
    private int brackets;
    private boolean droppingLine;

    /** Takes what was read. */
    public interface Receiver {

        /** A value. */
        void value(Object value);

        /** Something that is no value; the stream goes on behind it. */
        void error(JsonError error);
    }

    public JsonStream(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Takes the next bytes. */
    public void feed(byte[] data, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            feed(data[i] & 0xff);
        }
    }

    private void feed(int next) {
        if (droppingLine) {
            droppingLine = next != '\n';
            return;
        }
        lexer.feed(next);
        if (bytes + lexer.pending() > MAX_BYTES) {
            overflow("JSON token size limit exceeded");
        }
        if (droppingLine && next == '\n') {
            droppingLine = false;
        }
    }

    private void token(Token token) {
        bytes += token.text().length();
        switch (token.kind()) {
            case LEFT_BRACE -> braces++;
            case RIGHT_BRACE -> braces--;
            case LEFT_BRACKET -> brackets++;
            case RIGHT_BRACKET -> brackets--;
            default -> {}
        }
        tokens.add(token);
        if (token.is(Kind.STRAY)) {
            clear();
            receiver.error(JsonError.parse("stray '%s'".formatted(token.text())));
        } else if (braces < 0 || brackets < 0 || (braces == 0 && brackets == 0)) {
            complete();
        } else if (braces + brackets > MAX_DEPTH) {
            overflow("JSON nesting depth limit exceeded");
        } else if (tokens.size() > MAX_TOKENS) {
            overflow("JSON token count limit exceeded");
        }
    }

    private void complete() {
        List<Token> value = List.copyOf(tokens);
        clear();
        Object read;
        try {
            read = new JsonParser(value).parse();
        } catch (JsonError error) {
            receiver.error(error);
            return;
        }
        receiver.value(read);
    }

    private void overflow(String what) {
        clear();
        lexer.reset();
        droppingLine = true;
        receiver.error(new JsonError(what));
    }

    private void clear() {
        tokens.clear();
        bytes = 0;
        braces = 0;
        brackets = 0;
    }
}
