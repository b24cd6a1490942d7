package dev.dreq.tools.remote.hmp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a command, read as its parameters declare them. */
final class HmpArguments {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private Format format;

    private HmpArguments(Format lastFormat) {
        format = lastFormat;
    }

    /**
     * Reads the rest of a line.
     *
     * @param lastFormat of the command before, which is taken where none is given
     * @throws SyntaxError if it does not fit the parameters
     */
    static HmpArguments read(HmpCommand command, Text text, Format lastFormat) {
        HmpArguments arguments = new HmpArguments(lastFormat);
        List<HmpParameter> parameters = command.parameters();
        for (HmpParameter parameter : parameters) {
            arguments.read(command, parameter, text);
        }
        text.skipBlanks();
        if (!text.atEnd()) {
            throw new SyntaxError(
                    "%s: extraneous characters at the end of line".formatted(command.name()));
        }
        return arguments;
    }

    private void read(HmpCommand command, HmpParameter parameter, Text text) {
        text.skipBlanks();
        if (parameter.isFlag()) {
            readFlag(command, parameter, text);
        } else if (parameter.kind() == HmpParameter.Kind.FORMAT) {
            format = Format.read(text, format);
        } else if (parameter.kind() == HmpParameter.Kind.REST) {
            values.put(parameter.name(), text.rest());
        } else if (!text.atEnd() || !parameter.isOptional()) {
            values.put(parameter.name(), value(command, parameter, text));
        }
    }

    private static Object value(HmpCommand command, HmpParameter parameter, Text text) {
        return switch (parameter.kind()) {
            case NUMBER -> Expression.read(text);
            case WORD -> word(command, text);
            default -> {
                String word = text.word();
                if (word.isEmpty()) {
                    throw new SyntaxError(
                            "%s: %s expected".formatted(command.name(), parameter.kind().called()));
                }
                yield word;
            }
        };
    }

    private static long word(HmpCommand command, Text text) {
        long value = Expression.read(text);
        if (value < Integer.MIN_VALUE || value > 0xffff_ffffL || value == -1) {
            throw new SyntaxError(
                    "'%s' has failed: integer is for 32-bit values".formatted(command.name()));
        }
        return value;
    }

    private void readFlag(HmpCommand command, HmpParameter parameter, Text text) {
        if (text.peek() != '-') {
            return;
        }
        char letter = text.peekSecond();
        if (!parameter.name().equals(String.valueOf(letter))) {
            if (!command.hasFlag(letter)) {
                throw new SyntaxError(
                        "%s: unsupported option -%c".formatted(command.name(), letter));
            }
            return;
        }
        text.next();
        text.next();
        if (parameter.kind() == HmpParameter.Kind.FLAG) {
            values.put(parameter.name(), true);
        } else {
            values.put(parameter.name(), text.word());
        }
    }

    String text(String name) {
        return optionalText(name).orElse("");
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    long number(String name) {
        return (Long) values.getOrDefault(name, 0L);
    }

    Optional<Long> optionalNumber(String name) {
        return Optional.ofNullable((Long) values.get(name));
    }

    /** The format that was given, else that of the command before. */
    Format format() {
        return format;
    }
}
