package dev.dreq.tools.remote.pc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.plugin.MediaDrive.Medium;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the CMOS holds, as measured on QEMU 7.2.22. */
class CmosTest {

    private static final long MIB = 1L << 20;

    @TempDir Path folder;

    private static int read(Pc pc, int index) {
        return pc.locked(
                () -> {
                    pc.bus().out8(0x70, index);
                    return pc.bus().in8(0x71);
                });
    }

    private static int word(Pc pc, int index) {
        return read(pc, index) | read(pc, index + 1) << 8;
    }

    @ParameterizedTest(name = "{0} MiB")
    @CsvSource({
        "1, 0x0000, 0x0000, 0x0000",
        "2, 0x0400, 0x0000, 0x0000",
        "16, 0x3c00, 0x0000, 0x0000",
        "17, 0x4000, 0x0010, 0x0000",
        "64, 0xfc00, 0x0300, 0x0000",
        "128, 0xffff, 0x0700, 0x0000",
        "3072, 0xffff, 0xbf00, 0x0000",
        "4096, 0xffff, 0xbf00, 0x4000",
        "8192, 0xffff, 0xbf00, 0x14000"
    })
    void tellsOfMemory(long size, int above1M, int above16M, int above4G) {
        try (Pc pc = Pc.of(new PcOptions().memory(size * MIB))) {
            assertEquals(0x280, word(pc, 0x15));
            assertEquals(above1M, word(pc, 0x17));
            assertEquals(above1M, word(pc, 0x30));
            assertEquals(above16M, word(pc, 0x34));
            assertEquals(above4G, word(pc, 0x5b) | read(pc, 0x5d) << 16);
        }
    }

    @ParameterizedTest(name = "{0} K and {1} K")
    @CsvSource({
        "none, none, 0x50, 0x07",
        "1440, none, 0x40, 0x07",
        "2880, none, 0x50, 0x07",
        "1200, none, 0x20, 0x07",
        "720, none, 0x40, 0x07",
        "360, none, 0x20, 0x07",
        "none, 1440, 0x54, 0x47",
        "1440, 1200, 0x42, 0x47"
    })
    void tellsOfFloppyDrives(String a, String b, int types, int equipment) throws IOException {
        PcOptions options = new PcOptions();
        add(options, 0, a);
        add(options, 1, b);
        try (Pc pc = Pc.of(options)) {
            assertEquals(types, read(pc, 0x10));
            assertEquals(equipment, read(pc, 0x14));
        }
    }

    private void add(PcOptions options, int unit, String kib) throws IOException {
        if (!kib.equals("none")) {
            Path image = folder.resolve(unit + ".img");
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(Long.parseLong(kib) * 1024);
            }
            options.block(
                    new BlockOption(
                            "floppy" + unit,
                            OptionalInt.of(unit),
                            Optional.of(new Medium(image, false))));
        }
    }

    @Test
    void tellsOfNoDriveWhereThereIsNone() {
        try (Pc pc = Pc.of(new PcOptions().withoutDefaults())) {
            assertEquals(0x00, read(pc, 0x10));
            assertEquals(0x06, read(pc, 0x14));
        }
    }

    @Test
    void tellsOfADriveThatIsTheSecondAndAlone() {
        PcOptions options =
                new PcOptions()
                        .withoutDefaults()
                        .device(
                                new DeviceOption(
                                        "floppy",
                                        Optional.empty(),
                                        Map.of("unit", "1", "drive-type", "144")));
        try (Pc pc = Pc.of(options)) {
            assertEquals(0x04, read(pc, 0x10));
            assertEquals(0x07, read(pc, 0x14));
        }
    }

    @Test
    void theIndexHasSevenBitsAndIsNotReadBack() {
        try (Pc pc = Pc.of(new PcOptions())) {
            pc.locked(
                    () -> {
                        pc.bus().out8(0x70, 0x90);
                        assertEquals(0x50ff, pc.bus().in16(0x70));
                        pc.bus().out16(0x70, 0x5510);
                        assertEquals(0x55, pc.bus().in8(0x71));
                    });
        }
    }

    @ParameterizedTest(name = "register {0}")
    @CsvSource({"0x0a, 0x26, 0x7f", "0x0c, 0x00, 0x00", "0x0d, 0x80, 0x80", "0x0f, 0x00, 0xff"})
    void aStatusRegisterKeepsWhatCanBeWrittenThere(int index, int first, int afterOnes) {
        try (Pc pc = Pc.of(new PcOptions())) {
            assertEquals(first, read(pc, index));
            pc.locked(
                    () -> {
                        pc.bus().out8(0x71, 0xff);
                        assertEquals(afterOnes, pc.bus().in8(0x71));
                        pc.reset();
                    });
            assertEquals(afterOnes, read(pc, index));
        }
    }
}
