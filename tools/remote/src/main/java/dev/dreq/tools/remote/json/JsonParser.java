package dev.dreq.tools.remote.json;

import dev.dreq.tools.remote.json.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a value of tokens. Its depth was checked before. */
final class JsonParser {

    private static final BigInteger MAX_UNSIGNED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private final List<Token> tokens;
    private int at;

    JsonParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The value that the tokens begin with. */
    Object parse() throws JsonError {
        Token token = next();
        return switch (token.kind()) {
            case LEFT_BRACE -> object();
            case LEFT_BRACKET -> array();
            case STRING -> JsonStrings.unquote(token.text());
            case INTEGER -> integer(token.text());
            case FLOAT -> Double.valueOf(token.text());
            case KEYWORD -> keyword(token.text());
            default -> throw JsonError.parse("expecting value");
        };
    }

    private Token next() throws JsonError {
        if (at == tokens.size()) {
            throw JsonError.parse("premature EOI");
        }
        return tokens.get(at++);
    }

    private boolean take(Kind kind) throws JsonError {
        boolean there = next().is(kind);
        if (!there) {
            at--;
        }
        return there;
    }

    private Map<String, Object> object() throws JsonError {
        Map<String, Object> members = new LinkedHashMap<>();
        if (take(Kind.RIGHT_BRACE)) {
            return members;
        }
        do {
            member(members);
        } while (take(Kind.COMMA));
        if (!take(Kind.RIGHT_BRACE)) {
            throw JsonError.parse("expected separator in dict");
        }
        return members;
    }

    private void member(Map<String, Object> members) throws JsonError {
        if (!(parse() instanceof String key)) {
            throw JsonError.parse("key is not a string in object");
        }
        if (!take(Kind.COLON)) {
            throw JsonError.parse("missing : in object pair");
        }
        if (members.put(key, parse()) != null) {
            throw JsonError.parse("duplicate key");
        }
    }

    private List<Object> array() throws JsonError {
        List<Object> elements = new ArrayList<>();
        if (take(Kind.RIGHT_BRACKET)) {
            return elements;
        }
        do {
            elements.add(parse());
        } while (take(Kind.COMMA));
        if (!take(Kind.RIGHT_BRACKET)) {
            throw JsonError.parse("expected separator in list");
        }
        return elements;
    }

    /** 64 bits, signed or not, are exact; more is rounded. */
    private static Object integer(String text) {
        int signed64 = 18;
        if (text.length() <= signed64) {
            return Long.valueOf(text);
        }
        int unsigned64 = 21;
        if (text.length() > unsigned64) {
            return Double.valueOf(text);
        }
        BigInteger value = new BigInteger(text);
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        boolean fits = value.signum() > 0 && value.compareTo(MAX_UNSIGNED) <= 0;
        return fits ? value : Double.valueOf(text);
    }

    private static Object keyword(String text) throws JsonError {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> JsonNull.NULL;
            default -> throw JsonError.parse("invalid keyword '%s'".formatted(text));
        };
    }
}
