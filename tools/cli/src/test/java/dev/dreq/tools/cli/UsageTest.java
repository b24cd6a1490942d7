package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad usage: status 2, one line that names the value and the choices, nothing on standard output.
 */
class UsageTest {

    @TempDir Path folder;

    @ParameterizedTest(name = "dreq {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            bogus                              | no command bogus                   | run, devices
            run extra                          | argument 'extra'                   | dreq run --help
            run --bogus                        | no option --bogus                  | --floppy, --copy-to
            devices --json                     | no option --json                   | --plugin-path
            devices nothing                    | named nothing                      | fdc, i8237
            devices fdc i8237                  | argument 'i8237'                   | dreq devices --help
            run -m                             | -m needs a value                   | SIZE
            run -m 5X                          | -m 5X                              | 1M..1T
            run -m 512K                        | -m 512K                            | 1M..1T
            run -m 2T                          | -m 2T                              | 1M..1T
            run -m 1048577                     | -m 1048577                         | steps of 4K
            run -m 64M -m 32M                  | -m is given more than once         | once
            run --device                       | --device needs a value             | TYPE[,PROP=VALUE]
            run --device nothing               | named nothing                      | fdc, i8237
            run --device ,irq=1                | ',irq=1'                           | no name
            run --device fdc,irq               | 'irq'                              | PROP=VALUE
            run --device fdc,irq=5,irq=6       | irq is given twice                 | fdc,irq=5,irq=6
            run --device fdc,colour=red        | named colour                       | compat, iobase, irq, dma
            run --device fdc,irq=77            | irq=77                             | 0..15
            run --device fdc,compat=amd        | compat=amd                         | chip|qemu
            run --device i8237 --device i8237  | i8237-1                            | held by i8237-0
            run --driver nothing               | driver nothing                     | floppy
            run --driver floppy,colour=red     | named colour                       | start, unit
            run --driver floppy,start=now      | start=now                          | startio|queue|ready
            run --driver floppy,unit=4         | unit=4                             | 0..3
            run --floppy nothing.img           | nothing.img                        | does not exist
            run --copy-from nothing.img        | nothing.img                        | does not exist
            run --copy-to nothing/b.img        | nothing/b.img                      | no directory
            run --plugin-path nothing          | nothing                            | not a directory
            run --map-registers 0              | --map-registers 0                  | 1 or more
            run --map-registers many           | --map-registers many               | 1 or more
            run --dma-alignment 0              | --dma-alignment 0                  | 1..512
            run --dma-alignment 24             | --dma-alignment 24                 | a power of two
            run --dma-alignment 1024           | --dma-alignment 1024               | 1..512
            run --dma-alignment cacheline      | --dma-alignment cacheline          | a power of two
            run --buffer-above low             | --buffer-above low                 | K, M, G or T
            run --buffer-above 64M             | --buffer-above 64M                 | RAM ends at 64M
            run --coherent maybe               | --coherent maybe                   | on|off
            run --verify=perhaps               | --verify=perhaps                   | stop
            run --verify=stop,report           | --verify=stop,report               | guards behind a comma
            run --driver faulty                | such as faulty:0x0D                | 0x0D, 0x0E
            run --driver faulty:0x12           | --driver faulty:0x12               | 0x10, 0x11, 0x13
            rules 0x12                         | name 0x12                          | 0x10, 0x11, 0x13
            rules 0x0D extra                   | argument 'extra'                   | dreq rules --help
            rules --json                       | no option --json                   | --debug
            run --seed wheat                   | --seed wheat                       | 64 bits
            """,
            quoteCharacter = '"',
            maxCharsPerColumn = 100)
    void badUsageNamesTheValueAndTheChoices(String line, String value, String choices) {
        badUsage(dreq((Object[]) line.split(" +", -1)), value, choices);
    }

    private static void badUsage(Dreq run, String... parts) {
        assertAll(
                () -> assertEquals(2, run.status()),
                () -> assertEquals("", run.out()),
                () -> assertTrue(run.err().startsWith("dreq: "), run.err()),
                () -> assertEquals(1, run.err().lines().count(), run.err()));
        for (String part : parts) {
            assertTrue(
                    run.err().contains(part),
                    () -> "'%s' is not in: %s".formatted(part, run.err()));
        }
    }

    @Test
    void aFileThatIsNoFloppyIsRefusedWithTheSizesThatFloppiesHave() throws IOException {
        Path image = Files.write(folder.resolve("odd.img"), new byte[1000]);

        badUsage(
                dreq("run", "--floppy", image), "odd.img has 1000 bytes", "360K", "1440K", "2880K");
        badUsage(dreq("run", "--floppy", folder), "is a directory");
        badUsage(dreq("run", "--floppy", ""), "''");
    }

    @Test
    void aPropertyThatAFloppyDoesNotHaveIsRefused() throws IOException {
        Path image = Dreq.randomFile(folder.resolve("a.img"), 360, 1);

        badUsage(
                dreq("run", "--floppy", image + ",readonly=perhaps"), "readonly=perhaps", "on|off");
        badUsage(dreq("run", "--floppy", image + ",colour=red"), "colour", "readonly");
    }

    @Test
    void aFloppyIsNotCopiedOntoItself() throws IOException {
        Path image = Dreq.randomFile(folder.resolve("a.img"), 360, 1);
        Path alias = Files.createSymbolicLink(folder.resolve("alias.img"), image);
        byte[] before = Files.readAllBytes(image);

        badUsage(dreq("run", "--floppy", image, "--copy-to", alias), "alias.img", "floppy itself");
        badUsage(
                dreq("run", "--floppy", image, "--copy-from", alias), "alias.img", "floppy itself");
        badUsage(
                dreq("run", "--device", "fdc,drive-a=" + image, "--copy-to", image),
                "floppy itself");
        assertArrayEquals(before, Files.readAllBytes(image));
    }

    @Test
    void twoMediaForOneDriveAreRefused() throws IOException {
        Path image = Dreq.randomFile(folder.resolve("a.img"), 360, 1);

        badUsage(
                dreq("run", "--device", "fdc,drive-a=" + image, "--floppy", image),
                "drive-a",
                "--device",
                "--floppy");
    }

    @Test
    void aFileThatDoesNotFitOnTheFloppyIsRefused() throws IOException {
        Path image = Dreq.randomFile(folder.resolve("a.img"), 360, 1);
        Path larger = Dreq.randomFile(folder.resolve("b.img"), 720, 2);
        Path empty = Files.createFile(folder.resolve("empty.img"));

        badUsage(
                dreq("run", "--floppy", image, "--copy-from", larger),
                "b.img has 737280",
                "368640");
        badUsage(dreq("run", "--floppy", image, "--copy-from", empty), "empty.img is empty");
    }

    @Test
    void aStackTraceIsShownForDebugOnly() {
        assertFalse(dreq("run", "--seed", "x").err().contains("\tat "));
        assertTrue(dreq("run", "--seed", "x", "--debug").err().contains("\tat dev.dreq"));
    }

    @Test
    void helpAndVersionAreForStandardOutput() {
        for (String[] args :
                new String[][] {
                    {"--help"}, {}, {"run", "-h"}, {"devices", "--help"}, {"rules", "-h"}
                }) {
            Dreq help = dreq((Object[]) args);
            assertEquals(0, help.status());
            assertEquals("", help.err());
            assertTrue(help.out().contains("Usage: dreq"), help.out());
        }
        assertTrue(dreq("--version").out().startsWith("dreq "));
    }

    @Test
    void helpNamesEveryOption() {
        String help = dreq("run", "--help").out();

        for (String option :
                List.of(
                        "-m",
                        "--device",
                        "--nodefaults",
                        "--plugin-path",
                        "--floppy",
                        "--copy-to",
                        "--copy-from",
                        "--driver",
                        "--map-registers",
                        "--dma-alignment",
                        "--buffer-above",
                        "--seed",
                        "--verify",
                        "--json",
                        "--debug")) {
            assertTrue(help.contains(" " + option), () -> option + " is not in " + help);
        }
    }
}
