package dev.dreq.tools.cli.line;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The road of a picture's pixels: a driver, and how it does DMA. */
enum Via {
    MINIPORT("miniport", "display-miniport", ""),
    BUSMASTER("busmaster", "busmaster", "single"),
    BUSMASTER_SG("busmaster-sg", "busmaster", "sg"),
    SG_LIST("sg-list", "busmaster", "sg-list"),
    RING("ring", "busmaster", "ring");

    private final String word;
    private final String driver;
    private final String path;

    Via(String word, String driver, String path) {
        this.word = word;
        this.driver = driver;
        this.path = path;
    }

    /** The driver of a picture, of what the command line says of it. */
    static NamedOptions driver(Optional<String> via, Optional<NamedOptions> given) {
        if (given.isPresent() && via.isEmpty()) {
            return checked(given.get());
        }
        Via road = via.map(Via::named).orElse(MINIPORT);
        NamedOptions driver =
                given.orElseGet(() -> new NamedOptions(Syntax.DRIVER, road.driver, Map.of()));
        if (!driver.name().equals(road.driver)) {
            throw new UsageException(
                    "%s %s goes through driver %s, not %s; give one of %s and %s"
                            .formatted(
                                    Syntax.VIA,
                                    road.word,
                                    road.driver,
                                    driver.name(),
                                    Syntax.VIA,
                                    Syntax.DRIVER));
        }
        return road.path.isEmpty() ? driver : driver.with(Syntax.VIA, Map.of("path", road.path));
    }

    private static NamedOptions checked(NamedOptions driver) {
        if (Arrays.stream(values()).noneMatch(via -> via.driver.equals(driver.name()))) {
            throw new UsageException(
                    "%s %s shows no picture; %s takes display-miniport or busmaster with %s"
                            .formatted(Syntax.DRIVER, driver.name(), Syntax.DRIVER, Syntax.SHOW));
        }
        return driver;
    }

    private static Via named(String word) {
        return Arrays.stream(values())
                .filter(via -> via.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s %s is not possible; it takes %s"
                                                .formatted(
                                                        Syntax.VIA,
                                                        word,
                                                        Arrays.stream(values())
                                                                .map(via -> via.word)
                                                                .collect(
                                                                        Collectors.joining("|")))));
    }
}
