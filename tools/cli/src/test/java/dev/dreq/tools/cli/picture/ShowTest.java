package dev.dreq.tools.cli.picture;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.cli.Dreq;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code dreq run --show}: what is on the screen is the picture, whatever road it took. */
class ShowTest {
    private static final List<String> ROADS =
            List.of("miniport", "busmaster", "busmaster-sg", "sg-list", "ring");
    private static final List<String> SIZES =
            List.of("1x1", "64x64", "641x481", "1280x800", "1920x1080");
    private static final List<String> OPTIONS =
            List.of("start=startio", "start=queue", "start=ready", "keep=on");
    private static final List<String> LIMITS = List.of("sg=off", "msi=off", "max-sg=1");
    private static final int PAGE_SIZE = 4096;

    @TempDir static Path folder;

    private static ShownPicture picture(String size) throws IOException {
        int[] extents = Arrays.stream(size.split("x")).mapToInt(Integer::parseInt).toArray();
        return ShownPicture.of(folder, extents[0], extents[1]);
    }

    private static Stream<Arguments> pairs(List<String> ones, List<String> others) {
        return ones.stream().flatMap(one -> others.stream().map(other -> Arguments.of(one, other)));
    }

    static Stream<Arguments> roadsAndSizes() {
        return pairs(ROADS, SIZES);
    }

    static Stream<Arguments> roadsAndOptions() {
        return pairs(ROADS.subList(1, ROADS.size()), OPTIONS);
    }

    static Stream<Arguments> roadsAndLimits() {
        return pairs(ROADS, LIMITS);
    }

    static Stream<Arguments> roadsAndMapRegisters() {
        return pairs(ROADS, List.of("1", "5", "30"));
    }

    @ParameterizedTest
    @MethodSource("roadsAndSizes")
    void picturesOfAllSizesArriveAndComeBack(String road, String size) throws IOException {
        picture(size).shown("--via", road);
    }

    @ParameterizedTest
    @MethodSource("roadsAndOptions")
    void eachOptionOfTheBusMasterDriverShowsTheSame(String road, String option) throws IOException {
        picture("641x481").shown("--via", road, "--driver", "busmaster," + option);
    }

    @ParameterizedTest
    @CsvSource({"irq=on", "irq=off"})
    void eachOptionOfTheMiniportShowsTheSame(String option) throws IOException {
        Dreq run = picture("641x481").shown("--driver", "display-miniport," + option);
        assertEquals(option.equals("irq=on"), run.figure("interrupts") > 0);
    }

    @ParameterizedTest
    @MethodSource("roadsAndLimits")
    void adaptersThatCanLessShowTheSame(String road, String limit) throws IOException {
        picture("641x481").shown("--via", road, "--device", "display," + limit);
    }

    @Test
    void anAdapterThatTakesLessIsAskedMoreOften() throws IOException {
        for (String road : ROADS) {
            Dreq run =
                    picture("641x481").shown("--via", road, "--device", "display,max-transfer=4K");
            assertEquals(PAGE_SIZE, run.figure("maximumLength"), road);
            assertTrue(run.figure("longestOperation") <= PAGE_SIZE, road);
            assertOperations(run);
        }
    }

    @ParameterizedTest
    @MethodSource("roadsAndMapRegisters")
    void mapRegistersSplitThePicture(String road, String registers) throws IOException {
        Dreq run = picture("641x481").shown("--via", road, "--map-registers", registers);
        assertEquals(Long.parseLong(registers), run.figure("mapRegisters"));
        assertOperations(run);
    }

    /** Both jobs are split as long as map registers and the engine's greatest length say. */
    private static void assertOperations(Dreq run) throws IOException {
        for (Map<String, Object> job : run.jobs()) {
            long expected = operations(job);
            boolean miniport = figure(job, "startDmaCalls") > 0;
            assertEquals(expected, figure(job, miniport ? "startDmaCalls" : "operations"));
        }
    }

    private static long operations(Map<String, Object> job) {
        long operations = 0;
        for (long left = figure(job, "bytes"); left > 0; left -= figure(job, "bytesPerIrp")) {
            long at = figure(job, "bufferOffset");
            long end = at + Math.min(left, figure(job, "bytesPerIrp"));
            while (at < end) {
                long registers = figure(job, "mapRegisters") * PAGE_SIZE - at % PAGE_SIZE;
                at += Math.min(registers, figure(job, "maximumLength"));
                operations++;
            }
        }
        return operations;
    }

    private static long figure(Map<String, Object> job, String key) {
        return ((Number) job.get(key)).longValue();
    }

    @ParameterizedTest
    @CsvSource({
        "miniport, 100", "busmaster, 100", "busmaster-sg, 100", "sg-list, 100", "ring, 100",
        "miniport, 5", "busmaster, 5", "busmaster-sg, 5", "sg-list, 5", "ring, 5"
    })
    void buffersOutOfReachBounceToTheLastByte(String road, String registers) throws IOException {
        Dreq run =
                picture("641x481")
                        .shown(
                                "-m",
                                "8G",
                                "--buffer-above",
                                "4G",
                                "--device",
                                "display,dma64=off",
                                "--via",
                                road,
                                "--map-registers",
                                registers);
        for (Map<String, Object> job : run.jobs()) {
            assertEquals(figure(job, "bytes"), figure(job, "bouncedBytes"));
        }
    }

    @Test
    void buffersWithinReachAreNotCopied() throws IOException {
        Dreq far = picture("641x481").shown("-m", "8G", "--buffer-above", "4G");
        assertEquals(0, far.figure("bouncedBytes"));
    }

    @Test
    void anAdapterWithoutScatterGatherIsGivenOneRange() throws IOException {
        Dreq run = picture("641x481").shown("--device", "display,sg=off", "--map-registers", "5");
        assertEquals(run.figure("startDmaCalls"), run.figure("sgElements"));
    }

    @Test
    void aDriverForPicturesReadsNoFloppy() {
        Dreq run = dreq("run", "--driver", "busmaster");

        assertEquals(2, run.status());
        assertEquals(
                "dreq: --driver busmaster reads no floppy; give a picture with --show, or --driver"
                        + " floppy\n",
                run.err());
    }
}
