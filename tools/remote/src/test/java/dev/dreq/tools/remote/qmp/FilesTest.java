package dev.dreq.tools.remote.qmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.pc.DeviceOption;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PcOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read and write files of the host. */
@Timeout(60)
class FilesTest {

    private static final long VRAM = 0xe000_0000L;
    private static final long REGISTERS = 0xe100_0000L;
    private static final long DISPI = REGISTERS + 0x500;

    @TempDir Path folder;

    private final Pc pc =
            Pc.of(
                    new PcOptions()
                            .withoutDisplay()
                            .device(
                                    new DeviceOption(
                                            "bochs-display", Optional.of("bd0"), Map.of())));
    private final QmpClient client = new QmpClient(pc).negotiated();

    @AfterEach
    void close() {
        client.close();
        pc.close();
    }

    private void configure(int register, int value) {
        pc.bus().out32(0xcf8, 0x8000_1000 | register);
        pc.bus().out32(0xcfc, value);
    }

    private void mode(int width, int height, int bitsPerPixel) {
        configure(0x10, (int) VRAM);
        configure(0x18, (int) REGISTERS);
        configure(0x04, 2);
        int[] dispi = {0, width, height, bitsPerPixel, 0x41};
        for (int index = 1; index < dispi.length; index++) {
            pc.bus().store16(DISPI + 2L * index, dispi[index]);
        }
    }

    private void screendump(Path file, String more) {
        assertEquals(
                "{\"return\": {}}",
                client.ask(
                        "{'execute':'screendump','arguments':{'filename':'%s'%s}}"
                                .formatted(file, more)));
    }

    @Test
    void aPixelOf565IsWidenedByRepeatingItsUpperBits() throws IOException {
        pc.locked(
                () -> {
                    mode(64, 64, 16);
                    pc.bus().store16(VRAM, 0x8410);
                    pc.bus().store16(VRAM + 2, 0xf800);
                    pc.bus().store16(VRAM + 4, 0x07e0);
                    pc.bus().store16(VRAM + 6, 0x001f);
                });
        Path file = folder.resolve("s.ppm");
        screendump(file, "");
        byte[] content = Files.readAllBytes(file);
        assertEquals("P6\n64 64\n255\n", new String(content, 0, 13, "US-ASCII"));
        assertArrayEquals(
                new byte[] {(byte) 0x84, (byte) 0x82, (byte) 0x84, -1, 0, 0, 0, -1, 0, 0, 0, -1},
                Arrays.copyOfRange(content, 13, 25));
    }

    @Test
    void aPngHasThePixelsOf32Bits() throws IOException {
        pc.locked(
                () -> {
                    mode(64, 64, 32);
                    pc.bus().store32(VRAM, 0x0012_3456);
                    pc.bus().store32(VRAM + 4, 0xffab_cdef);
                });
        Path file = folder.resolve("s.png");
        screendump(file, ",'format':'png','device':'bd0','head':0");
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(0xff12_3456, image.getRGB(0, 0));
        assertEquals(0xffab_cdef, image.getRGB(1, 0));
    }

    @Test
    void withoutAModeTheScreenIs640By480() throws IOException {
        Path file = folder.resolve("s.ppm");
        screendump(file, "");
        assertEquals(921_615, Files.size(file));
    }

    @Test
    void memoryIsSavedAndWhatIsNobodysIsZeros() throws IOException {
        pc.locked(() -> pc.bus().store32(0x07ff_fffc, 0x0403_0201));
        Path file = folder.resolve("m");
        for (String command : new String[] {"pmemsave", "memsave"}) {
            client.ask(
                    "{'execute':'%s','arguments':{'val':134217724,'size':6,'filename':'%s'}}"
                            .formatted(command, file));
            assertArrayEquals(new byte[] {1, 2, 3, 4, 0, 0}, Files.readAllBytes(file), command);
        }
    }

    @Test
    void aMediumComesAndGoes() throws IOException {
        Path image = Files.write(folder.resolve("a.img"), new byte[1_474_560]);
        String drive = "'id':'/machine/unattached/device[8]'";
        assertEquals(
                "{\"return\": {}}",
                client.ask(
                        "{'execute':'blockdev-change-medium','arguments':{%s,'filename':'%s','format':'raw','read-only-mode':'read-only'}}"
                                .formatted(drive, image)));
        assertEquals(
                ("{\"return\": [{\"device\": \"floppy0\", \"locked\": false, \"removable\": true, "
                                + "\"inserted\": {\"image\": {\"virtual-size\": 1474560, \"filename\": \"%1$s\", "
                                + "\"format\": \"raw\", \"actual-size\": 1474560, \"dirty-flag\": false}, "
                                + "\"ro\": true, \"drv\": \"raw\", \"encrypted\": false, \"file\": \"%1$s\"}, "
                                + "\"qdev\": \"/machine/unattached/device[8]\", \"type\": \"unknown\"}]}")
                        .formatted(image),
                client.ask("{'execute':'query-block'}"));
        assertTrue(
                client.ask(
                                "{'execute':'blockdev-change-medium','arguments':{'device':'floppy0','filename':'/nonexistent'}}")
                        .contains("Could not open '/nonexistent': No such file or directory"));
        assertTrue(
                client.ask(
                                "{'execute':'blockdev-change-medium','arguments':{'device':'floppy0','filename':'%s','format':'qcow2'}}"
                                        .formatted(image))
                        .contains("Unknown driver 'qcow2'"));
        assertEquals(
                "{\"return\": {}}",
                client.ask("{'execute':'eject','arguments':{'device':'floppy0'}}"));
        assertEquals(
                "{\"return\": [{\"device\": \"floppy0\", \"locked\": false, \"removable\": true, "
                        + "\"qdev\": \"/machine/unattached/device[8]\", \"type\": \"unknown\"}]}",
                client.ask("{'execute':'query-block'}"));
    }
}
