package dev.dreq.tools.remote.hmp;

import java.math.BigInteger;

/**
 * An expression of numbers of 64 bits. Sums bind least, then {@code & | ^}, then products, as in
 * QEMU.
 */
final class Expression {

    private static final int HEX = 16;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;

    private final Text text;

    private Expression(Text text) {
        this.text = text;
    }

    /**
     * Reads an expression and the blanks behind it.
     *
     * @throws SyntaxError if there is none
     */
    static long read(Text text) {
        text.skipBlanks();
        return new Expression(text).sum();
    }

    private long sum() {
        long value = logic();
        while (text.peek() == '+' || text.peek() == '-') {
            boolean plus = operator() == '+';
            long right = logic();
            value = plus ? value + right : value - right;
        }
        return value;
    }

    private long logic() {
        long value = product();
        while (text.peek() == '&' || text.peek() == '|' || text.peek() == '^') {
            char operator = operator();
            long right = product();
            value =
                    switch (operator) {
                        case '&' -> value & right;
                        case '|' -> value | right;
                        default -> value ^ right;
                    };
        }
        return value;
    }

    private long product() {
        long value = unary();
        while (text.peek() == '*' || text.peek() == '/' || text.peek() == '%') {
            char operator = operator();
            long right = unary();
            if (operator != '*' && right == 0) {
                throw new SyntaxError("division by zero");
            }
            value =
                    switch (operator) {
                        case '*' -> value * right;
                        case '/' -> value / right;
                        default -> value % right;
                    };
        }
        return value;
    }

    private char operator() {
        char operator = text.next();
        text.skipBlanks();
        return operator;
    }

    private long unary() {
        switch (text.peek()) {
            case '+' -> {
                operator();
                return unary();
            }
            case '-' -> {
                operator();
                return -unary();
            }
            case '~' -> {
                operator();
                return ~unary();
            }
            case '(' -> {
                operator();
                return closed(sum());
            }
            case '\'' -> {
                return character();
            }
            case '$' -> throw new SyntaxError("unknown register"); // there is no processor
            case 0 -> throw new SyntaxError("unexpected end of expression");
            default -> {
                return number();
            }
        }
    }

    private long closed(long value) {
        if (!text.take(')')) {
            throw new SyntaxError("')' expected");
        }
        text.skipBlanks();
        return value;
    }

    private long character() {
        text.next();
        if (text.atEnd()) {
            throw new SyntaxError("character constant expected");
        }
        char constant = text.next();
        if (!text.take('\'')) {
            throw new SyntaxError("missing terminating ' character");
        }
        text.skipBlanks();
        return constant;
    }

    private long number() {
        if (!Character.isDigit(text.peek())) {
            throw new SyntaxError("invalid char '%c' in expression".formatted(text.peek()));
        }
        int radix = radix();
        StringBuilder digits = new StringBuilder("0");
        while (!text.atEnd() && Character.digit(text.peek(), radix) >= 0) {
            digits.append(text.next());
        }
        BigInteger value = new BigInteger(digits.toString(), radix);
        if (value.bitLength() > Long.SIZE) {
            throw new SyntaxError("number too large");
        }
        text.skipBlanks();
        return value.longValue();
    }

    private int radix() {
        if (text.peek() != '0') {
            return DECIMAL;
        }
        boolean hex = text.peekSecond() == 'x' || text.peekSecond() == 'X';
        if (hex) {
            text.next();
            text.next();
        }
        return hex ? HEX : OCTAL;
    }
}
