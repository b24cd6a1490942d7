package dev.dreq.tools.cli.line;

import dev.dreq.plugin.settings.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * What {@code dreq run} was asked to do.
 *
 * @param machine which machine
 * @param memory bytes of RAM
 * @param devices those of {@code --device}, in order
 * @param noDefaults without the default devices
 * @param pluginPath folders with plugins
 * @param floppy the medium of {@code --floppy}
 * @param copyTo where the floppy's content goes
 * @param copyFrom where the floppy's new content comes from
 * @param show the picture to show
 * @param screendump where the screen's content goes
 * @param driver the driver and its options, if one is named
 * @param mapRegisters the most that an adapter is granted, 0 for no limit
 * @param dmaAlignment what GetDmaAlignment answers at least, a power of two
 * @param bufferAbove lowest physical address of buffers
 * @param coherent whether the processor and bus masters always see memory alike
 * @param seed decides how pages are scattered
 * @param verify what is done about rules that a driver breaks
 * @param json print the report as JSON
 */
public record RunOptions(
        MachineChoice machine,
        long memory,
        List<NamedOptions> devices,
        boolean noDefaults,
        List<Path> pluginPath,
        Optional<FloppyImage> floppy,
        Optional<Path> copyTo,
        Optional<Path> copyFrom,
        Optional<Path> show,
        Optional<Path> screendump,
        Optional<NamedOptions> driver,
        int mapRegisters,
        int dmaAlignment,
        long bufferAbove,
        boolean coherent,
        long seed,
        VerifyOption verify,
        boolean json) {

    private static final long DEFAULT_MEMORY = 64L << 20;
    private static final long MIN_MEMORY = 1L << 20;
    private static final long MAX_MEMORY = 1L << 40;
    private static final long MEMORY_STEP = 4096;
    private static final int MAX_DMA_ALIGNMENT = 512;

    /** Reads the options, and looks at the files that they name. */
    public static RunOptions of(ParseResult given) {
        return new RunOptions(
                MachineChoice.of(given),
                memory(given),
                given.matchedOptionValue(Syntax.DEVICE, List.<String>of()).stream()
                        .map(text -> NamedOptions.parse(Syntax.DEVICE, text))
                        .toList(),
                given.hasMatchedOption(Syntax.NO_DEFAULTS),
                Plugins.path(given),
                text(given, Syntax.FLOPPY)
                        .map(text -> FloppyImage.of(NamedOptions.parse(Syntax.FLOPPY, text))),
                text(given, Syntax.COPY_TO).map(text -> InputFile.path(Syntax.COPY_TO, text)),
                text(given, Syntax.COPY_FROM).map(text -> InputFile.path(Syntax.COPY_FROM, text)),
                show(given),
                text(given, Syntax.SCREENDUMP).map(text -> InputFile.path(Syntax.SCREENDUMP, text)),
                driver(given),
                mapRegisters(given),
                dmaAlignment(given),
                size(given, Syntax.BUFFER_ABOVE, 0, Long.MAX_VALUE, 0),
                coherent(given),
                seed(given),
                VerifyOption.of(text(given, Syntax.VERIFY)),
                given.hasMatchedOption(Syntax.JSON));
    }

    private static Optional<Path> show(ParseResult given) {
        Optional<Path> show =
                text(given, Syntax.SHOW).map(text -> InputFile.path(Syntax.SHOW, text));
        for (String other : List.of(Syntax.FLOPPY, Syntax.COPY_TO, Syntax.COPY_FROM)) {
            if (show.isPresent() && text(given, other).isPresent()) {
                throw new UsageException(
                        "%s and %s are two runs; give one of them".formatted(Syntax.SHOW, other));
            }
        }
        if (show.isEmpty() && text(given, Syntax.VIA).isPresent()) {
            throw new UsageException("%s needs %s".formatted(Syntax.VIA, Syntax.SHOW));
        }
        return show;
    }

    private static Optional<NamedOptions> driver(ParseResult given) {
        Optional<NamedOptions> driver =
                text(given, Syntax.DRIVER).map(text -> NamedOptions.parse(Syntax.DRIVER, text));
        return text(given, Syntax.SHOW).isPresent()
                ? Optional.of(Via.driver(text(given, Syntax.VIA), driver))
                : driver;
    }

    /** Whether no job is named: neither by a file, nor by a driver, nor by a floppy in a drive. */
    public boolean namesNoJob() {
        return nothingToDo()
                && show.isEmpty()
                && driver.isEmpty()
                && DeviceList.of(this).medium("fdc", "a").isEmpty();
    }

    /** Whether no file is to be read, written or compared. */
    public boolean nothingToDo() {
        return floppy.isEmpty() && copyTo.isEmpty() && copyFrom.isEmpty();
    }

    private static Optional<String> text(ParseResult given, String option) {
        @Nullable String value = given.matchedOptionValue(option, (String) null);
        return Optional.ofNullable(value);
    }

    private static long memory(ParseResult given) {
        long memory = size(given, Syntax.MEMORY, MIN_MEMORY, MAX_MEMORY, DEFAULT_MEMORY);
        if (memory % MEMORY_STEP != 0) {
            throw new UsageException(
                    "%s %d is not possible; memory comes in steps of 4K"
                            .formatted(Syntax.MEMORY, memory));
        }
        return memory;
    }

    private static long size(ParseResult given, String option, long min, long max, long otherwise) {
        Optional<String> text = text(given, option);
        if (text.isEmpty()) {
            return otherwise;
        }
        return Quantity.size(text.get())
                .filter(bytes -> min <= bytes && bytes <= max)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s %s is not possible; it takes a number of bytes with an optional K, M, G or T%s"
                                                .formatted(
                                                        option,
                                                        text.get(),
                                                        max == Long.MAX_VALUE
                                                                ? ""
                                                                : ", %s..%s"
                                                                        .formatted(
                                                                                Quantity.formatSize(
                                                                                        min),
                                                                                Quantity.formatSize(
                                                                                        max)))));
    }

    private static int mapRegisters(ParseResult given) {
        return text(given, Syntax.MAP_REGISTERS)
                .map(
                        text ->
                                Quantity.number(text)
                                        .filter(n -> 1 <= n && n <= Integer.MAX_VALUE)
                                        .map(Long::intValue)
                                        .orElseThrow(
                                                () ->
                                                        number(
                                                                Syntax.MAP_REGISTERS,
                                                                text,
                                                                "1 or more")))
                .orElse(0);
    }

    private static int dmaAlignment(ParseResult given) {
        return text(given, Syntax.DMA_ALIGNMENT)
                .map(
                        text ->
                                Quantity.number(text)
                                        .filter(n -> 1 <= n && n <= MAX_DMA_ALIGNMENT)
                                        .filter(n -> Long.bitCount(n) == 1)
                                        .map(Long::intValue)
                                        .orElseThrow(
                                                () ->
                                                        number(
                                                                Syntax.DMA_ALIGNMENT,
                                                                text,
                                                                "a power of two, 1.."
                                                                        + MAX_DMA_ALIGNMENT)))
                .orElse(1);
    }

    private static boolean coherent(ParseResult given) {
        String value = text(given, Syntax.COHERENT).orElse("on");
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default ->
                    throw new UsageException(
                            "%s %s is not possible; it takes on|off"
                                    .formatted(Syntax.COHERENT, value));
        };
    }

    private static long seed(ParseResult given) {
        return text(given, Syntax.SEED)
                .map(
                        text ->
                                Quantity.number(text)
                                        .orElseThrow(
                                                () -> number(Syntax.SEED, text, "any of 64 bits")))
                .orElse(0L);
    }

    private static UsageException number(String option, String text, String bounds) {
        return new UsageException(
                "%s %s is not possible; it takes a whole number, %s"
                        .formatted(option, text, bounds));
    }
}
