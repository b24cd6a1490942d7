package dev.dreq.tools.remote.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.remote.libqtest.LineSocket;
import dev.dreq.tools.remote.libqtest.QtestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandLineTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-bogus                        | -bogus: invalid option; -help lists those that"
                        + " there are",
                "-                             | -: a disk without an option would be a fixed disk,"
                        + " which this machine lacks",
                "disk.img                      | disk.img: a disk without an option would be a"
                        + " fixed disk, which this machine lacks",
                "-m                            | -m: needs an argument, SIZE",
                "-m lots                       | -m: a size is a number with k, M, G or T, not"
                        + " 'lots'",
                "-m 9999999999T                | -m: a size of 9999999999T is above all bounds",
                "-m 1G,slots=2                 | -m: there is no 'slots'; there are: size",
                "-machine q35                  | -machine: there is no machine 'q35'; there are:"
                        + " pc, none",
                "-accel kvm                    | -accel kvm: invalid accelerator kvm; qtest or tcg",
                "-display gtk                  | -display gtk: this machine has none; -display"
                        + " none",
                "-vga cirrus                   | -vga cirrus: there is std (bochs-display), and"
                        + " none",
                "-object rng-random,id=r       | -object: there is no object type 'rng-random';"
                        + " there is: qtest",
                "-object qtest,chardev=c       | -object: id= is missing",
                "-object qtest,id=q,chardev=c  | -object: there is no character device 'c', or"
                        + " somebody has it already",
                "-chardev null                 | -chardev: id= is missing",
                "-chardev null,id=a -chardev null,id=a | -chardev: there is a character device 'a'"
                        + " already",
                "-drive file=x                 | -drive: if=ide: this machine has floppy drives"
                        + " only; if=floppy or if=none",
                "-drive if=floppy,index=2      | -drive: there are floppy drives 0 and 1, and no 2",
                "-drive if=floppy,format=qcow2 | -drive: an image's format is raw, not 'qcow2'",
                "-blockdev nbd,node-name=n     | -blockdev: a driver is file or raw, not 'nbd'",
                "-global fallback=1            | -global: DRIVER.PROPERTY=VALUE, not 'fallback=1'",
                "-uuid 1                       | -uuid: '1' is no UUID"
            })
    void aMistakeIsOneLineThatNamesIt(String line, String message) {
        List<String> words = List.of(line.strip().split(" +", -1));
        ConfigurationException mistake =
                assertThrows(
                        ConfigurationException.class,
                        () -> {
                            try (Emulator emulator = Emulator.of(words)) {
                                emulator.start();
                            }
                        });
        assertEquals(message, mistake.getMessage());
    }

    @Test
    void aLineForAMachineOfQemuIsTaken() throws IOException {
        try (QtestMachine machine =
                new QtestMachine(
                        ("--machine pc-i440fx-7.2,accel=qtest,usb=off -M pc -cpu qemu64 -smp 1 -m"
                                        + " 64M -nodefaults -no-user-config -nographic -vga none -S -name"
                                        + " t,debug-threads=on -nic none -net none -serial none -parallel none"
                                        + " -rtc base=utc -global isa-fdc.fallback=144")
                                .split(" "))) {
            assertEquals("OK 0x0080", machine.qtest().ask("inb 0x3f4"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-fda %s",
                "-drive if=floppy,file=%s,format=raw",
                "-drive if=floppy,index=0,file=%s,snapshot=on",
                "-drive if=none,id=d,file=%s,readonly=on -device floppy,drive=d",
                "-blockdev driver=file,node-name=d,filename=%s -device floppy,drive=d",
                "-blockdev raw,node-name=d,file.driver=file,file.filename=%s -device floppy,drive=d"
            })
    void aFloppyComesByAnyOfItsOptions(String options) throws IOException {
        byte[] disk = new byte[1440 << 10];
        disk[0] = 42;
        Path image = Files.write(folder.resolve("a.img"), disk);
        try (QtestMachine machine =
                new QtestMachine((options.formatted(image) + " -nodefaults").split(" "))) {
            assertEquals("OK 0x2a000000", firstSector(machine.qtest()));
        }
    }

    @Test
    void anEmptyImageIsMadeAndGoesWithTheMachine() throws IOException {
        try (QtestMachine machine =
                new QtestMachine(
                        "-drive", "if=floppy,file=null-co://,file.read-zeroes=on,size=1440k")) {
            assertEquals("OK 0x00000000", firstSector(machine.qtest()));
        }
    }

    /** By DMA channel 2 to 10000. */
    private static String firstSector(LineSocket qtest) throws IOException {
        int[][] writes = {
            {0x0a, 6},
            {0x0c, 0},
            {0x0b, 0x46},
            {0x04, 0, 0},
            {0x05, 0xff, 1},
            {0x81, 1},
            {0x0a, 2},
            {0x3f5, 0x46, 0, 0, 0, 1, 2, 1, 0x1b, 0xff}
        };
        for (int[] write : writes) {
            for (int i = 1; i < write.length; i++) {
                assertEquals("OK", qtest.ask("outb %d %d".formatted(write[0], write[i])));
            }
        }
        return qtest.ask("read 0x10000 4");
    }

    @Test
    void helpHasALineForEachOption() {
        String help = Emulator.help();
        assertTrue(
                help.lines().anyMatch(line -> line.matches("-qtest CHARDEV +serves qtest")), help);
    }
}
