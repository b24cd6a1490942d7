package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static dev.dreq.tools.cli.Dreq.randomFile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.cli.picture.ShownPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier finds nothing in any configuration of drivers that break no rule. */
class CorrectDriversTest {
    private static final List<String> ROADS =
            List.of("miniport", "busmaster", "busmaster-sg", "sg-list", "ring");

    @TempDir Path folder;

    private static void passes(String options, Object... more) {
        for (String verify : List.of("--verify", "--verify=stop,guards")) {
            List<Object> args = new ArrayList<>(List.of("run", "--json", verify));
            args.addAll(Arrays.asList(options.split(" +")));
            args.addAll(Arrays.asList(more));
            Dreq run = dreq(args.toArray());
            assertEquals(0, run.status(), () -> args + " says " + run.err());
            assertTrue(run.out().contains("\"violations\":[]"), run.out());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--driver floppy,start=startio",
                "--driver floppy,start=queue",
                "--driver floppy,start=ready",
                "--coherent off",
                "--map-registers 1",
                "--map-registers 5",
                "--map-registers 3 --driver floppy,start=queue --coherent off",
                "-m 8G --buffer-above 16M",
                "-m 8G --buffer-above 4G --map-registers 5 --coherent off",
                "--device i8237,compat=qemu",
                "--device fdc,delays=off --seed 1"
            })
    void theFloppyDriver(String options) throws IOException {
        Path a = randomFile(folder.resolve("a.img"), 360, 1);
        Path b = randomFile(folder.resolve("b.img"), 360, 2);
        Path c = folder.resolve("c.img");
        passes(options, "--floppy", a, "--copy-from", b, "--copy-to", c);
        assertEquals(-1, Files.mismatch(b, c));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seed 1",
                "--coherent off",
                "--map-registers 1",
                "--map-registers 5 --coherent off",
                "-m 8G --buffer-above 4G",
                "-m 8G --buffer-above 4G --device display,dma64=off --coherent off",
                "-m 8G --buffer-above 4G --device display,dma64=off --map-registers 5",
                "-m 8G --buffer-above 4G --device display,dma64=off --map-registers 2 --coherent off",
                "--device display,msi=off",
                "--device display,max-transfer=4K,max-sg=1"
            })
    void theDisplayDriversOnAllRoads(String options) throws IOException {
        Path picture = ShownPicture.of(folder, 321, 241).file();
        for (String road : ROADS) {
            passes(options, "--show", picture, "--via", road);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "busmaster,start=queue",
                "busmaster,start=ready",
                "busmaster,keep=on",
                "busmaster,path=sg,keep=on,start=queue",
                "busmaster,path=sg-list,start=ready",
                "busmaster,path=ring,start=queue,keep=on",
                "display-miniport,irq=off"
            })
    void theDisplayDriversWithEachOption(String driver) throws IOException {
        Path picture = ShownPicture.of(folder, 321, 241).file();
        passes("--coherent on", "--show", picture, "--driver", driver);
        passes("--coherent off", "--show", picture, "--driver", driver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"busmaster", "busmaster-sg", "sg-list"})
    void theKernelDriverOnAnAdapterWithoutScatterGather(String road) throws IOException {
        Path picture = ShownPicture.of(folder, 321, 241).file();
        for (String options :
                List.of(
                        "--device display,sg=off --map-registers 3 --coherent off",
                        "--device display,sg=off,dma64=off -m 8G --buffer-above 4G",
                        "--device display,sg=off,max-transfer=4K")) {
            passes(options, "--show", picture, "--via", road);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "none/slave", "none/words", "none/chain", "none/list"})
    void whatTheFaultyDriverDoesRight(String fault) {
        passes("--driver faulty:" + fault);
        passes("--coherent off --driver faulty:" + fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--device display,sg=off", "--device display,dma64=off,msi=off"})
    void theMiniportOnAdaptersThatCanDoLess(String options) throws IOException {
        passes(options, "--show", ShownPicture.of(folder, 321, 241).file());
    }

    @Test
    void theWholeMission() {
        passes("--screendump " + folder.resolve("screen.png"));
        passes("--coherent off --screendump " + folder.resolve("screen.png"));
    }
}
