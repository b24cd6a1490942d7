package dev.dreq.plugin.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A setting of a device type: name, kind, bounds and default. Settings are told apart by identity;
 * declare each one as a constant of the provider.
 *
 * @param <T> the kind of its values
 */
public final class Setting<T> {

    private final String name;
    private final String meaning;
    private final String accepts;
    private final T defaultValue;
    private final Function<T, String> format;
    private final Function<String, Optional<T>> parse;

    private Setting(
            String name,
            String meaning,
            String accepts,
            T defaultValue,
            Function<T, String> format,
            Function<String, Optional<T>> parse) {
        this.name = name;
        this.meaning = meaning;
        this.accepts = accepts;
        this.defaultValue = defaultValue;
        this.format = format;
        this.parse = parse;
    }

    /**
     * A whole number from {@code min} to {@code max}; written in decimal, or in hexadecimal after
     * 0x.
     */
    public static Setting<Integer> number(
            String name, int min, int max, int defaultValue, String meaning) {
        return bounded(
                name,
                min,
                max,
                defaultValue,
                meaning,
                "%d..%d".formatted(min, max),
                i -> Integer.toString(i));
    }

    /** As {@link #number}, or none, which is the default. */
    public static Setting<OptionalInt> numberOrNone(String name, int min, int max, String meaning) {
        return new Setting<>(
                name,
                meaning,
                "none|%d..%d".formatted(min, max),
                OptionalInt.empty(),
                n -> n.isPresent() ? Integer.toString(n.getAsInt()) : "none",
                text ->
                        text.equals("none")
                                ? Optional.of(OptionalInt.empty())
                                : Quantity.number(text)
                                        .filter(n -> min <= n && n <= max)
                                        .map(n -> OptionalInt.of(n.intValue())));
    }

    /** A port, interrupt or other number that people write in hexadecimal: 0x3f0. */
    public static Setting<Integer> hex(
            String name, int min, int max, int defaultValue, String meaning) {
        return bounded(
                name,
                min,
                max,
                defaultValue,
                meaning,
                "0x%x..0x%x".formatted(min, max),
                "0x%x"::formatted);
    }

    private static Setting<Integer> bounded(
            String name,
            int min,
            int max,
            int defaultValue,
            String meaning,
            String accepts,
            Function<Integer, String> format) {
        return new Setting<>(
                name,
                meaning,
                accepts,
                defaultValue,
                format,
                text ->
                        Quantity.number(text)
                                .filter(n -> min <= n && n <= max)
                                .map(Long::intValue));
    }

    /** A number of bytes from {@code min} to {@code max}; written with an optional K, M, G or T. */
    public static Setting<Long> size(
            String name, long min, long max, long defaultValue, String meaning) {
        return new Setting<>(
                name,
                meaning,
                Quantity.formatSize(min) + ".." + Quantity.formatSize(max),
                defaultValue,
                Quantity::formatSize,
                text -> Quantity.size(text).filter(n -> min <= n && n <= max));
    }

    /** A switch, written on or off. */
    public static Setting<Boolean> onOff(String name, boolean defaultValue, String meaning) {
        return new Setting<>(
                name,
                meaning,
                "on|off",
                defaultValue,
                on -> on ? "on" : "off",
                text ->
                        switch (text) {
                            case "on" -> Optional.of(true);
                            case "off" -> Optional.of(false);
                            default -> Optional.empty();
                        });
    }

    /** One of a closed set, written as the constant's name in lower case with hyphens. */
    public static <E extends Enum<E>> Setting<E> choice(
            String name, E defaultValue, String meaning) {
        return choice(name, defaultValue, Setting::spelling, meaning);
    }

    /** One of a closed set, written as {@code spelling} has it. */
    public static <E extends Enum<E>> Setting<E> choice(
            String name, E defaultValue, Function<E, String> spelling, String meaning) {
        E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
        return new Setting<>(
                name,
                meaning,
                Arrays.stream(constants).map(spelling).collect(Collectors.joining("|")),
                defaultValue,
                spelling,
                text ->
                        Arrays.stream(constants)
                                .filter(c -> spelling.apply(c).equals(text))
                                .findFirst());
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A file, or nothing, which is written as nothing. */
    public static Setting<Optional<Path>> file(String name, String meaning) {
        return new Setting<>(
                name,
                meaning,
                "a file",
                Optional.empty(),
                file -> file.map(Path::toString).orElse(""),
                Setting::parsePath);
    }

    private static Optional<Optional<Path>> parsePath(String text) {
        try {
            return Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Free text. */
    public static Setting<String> text(String name, String defaultValue, String meaning) {
        return new Setting<>(name, meaning, "text", defaultValue, text -> text, Optional::of);
    }

    /** The name, as in {@code --device TYPE,NAME=VALUE}. */
    public String name() {
        return name;
    }

    /** What it does, in one line. */
    public String meaning() {
        return meaning;
    }

    /** What values it takes, for people: {@code 0..15}, {@code on|off}. */
    public String accepts() {
        return accepts;
    }

    /** The value it has when nothing is said. */
    public T defaultValue() {
        return defaultValue;
    }

    /** The default as a person would write it. */
    public String defaultText() {
        return format.apply(defaultValue);
    }

    /**
     * Reads a value.
     *
     * @throws SettingException if the text is none that this setting takes
     */
    public T parse(String text) {
        return parse.apply(text)
                .orElseThrow(
                        () ->
                                new SettingException(
                                        "%s=%s is not possible; %s takes %s"
                                                .formatted(name, text, name, accepts)));
    }

    /** As a person would write {@code value}. */
    public String format(T value) {
        return format.apply(value);
    }
}
