package dev.dreq.plugin.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private enum Speed {
        FAST,
        NOT_SO_FAST
    }

    private static final Setting<Integer> IRQ = Setting.number("irq", 0, 15, 6, "interrupt line");
    private static final Setting<Integer> IOBASE =
            Setting.hex("iobase", 0x100, 0x3ff, 0x3f0, "first port");
    private static final Setting<Long> VRAM =
            Setting.size("vram", 1 << 20, 256 << 20, 16 << 20, "video memory");
    private static final Setting<Boolean> SG = Setting.onOff("sg", true, "scatter/gather");
    private static final Setting<Speed> SPEED = Setting.choice("speed", Speed.FAST, "how fast");
    private static final Setting<Optional<Path>> IMAGE =
            Setting.file("image", "what is in the drive");
    private static final List<Setting<?>> ALL = List.of(IRQ, IOBASE, VRAM, SG, SPEED, IMAGE);

    @Test
    void whatIsNotSaidKeepsItsDefault() {
        Settings settings = Settings.defaults(ALL);

        assertEquals(6, settings.get(IRQ));
        assertEquals(16L << 20, settings.get(VRAM));
        assertEquals(Optional.empty(), settings.get(IMAGE));
    }

    @Test
    void everyKindReadsWhatItWrites() {
        Settings settings =
                Settings.parse(
                        ALL,
                        Map.of(
                                "irq", "0x5",
                                "iobase", "0x370",
                                "vram", "4M",
                                "sg", "off",
                                "speed", "not-so-fast",
                                "image", "a.img"));

        assertEquals(5, settings.get(IRQ));
        assertEquals("0x370", settings.text(IOBASE));
        assertEquals("4M", settings.text(VRAM));
        assertEquals("off", settings.text(SG));
        assertEquals("not-so-fast", settings.text(SPEED));
        assertEquals("a.img", settings.text(IMAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "irq    | 16    | irq=16 is not possible; irq takes 0..15",
                "irq    | six   | irq=six is not possible; irq takes 0..15",
                "iobase | 0x3ff0| iobase=0x3ff0 is not possible; iobase takes 0x100..0x3ff",
                "vram   | 1G    | vram=1G is not possible; vram takes 1M..256M",
                "sg     | yes   | \"sg=yes is not possible; sg takes on|off\"",
                "speed  | slow  | \"speed=slow is not possible; speed takes fast|not-so-fast\"",
                "dma    | 2     | \"no setting is named dma; there are irq, iobase, vram, sg, speed, image\"",
            })
    void aWrongSettingIsNamedWithWhatWouldDo(String name, String value, String message) {
        assertEquals(
                message,
                assertThrows(SettingException.class, () -> Settings.parse(ALL, Map.of(name, value)))
                        .getMessage());
    }

    @Test
    void sizesSurviveBeingWrittenAndRead() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 10_000; i++) {
            long size = (random.nextLong(1L << 50) >>> random.nextInt(50)) << random.nextInt(12);
            assertEquals(
                    Optional.of(size),
                    Quantity.size(Quantity.formatSize(size)),
                    "seed 42, size " + size);
        }
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807T", "-1", "K", "1.5M", "0x", "1KB"})
    void whatIsNoSizeIsRefused(String text) {
        assertEquals(Optional.empty(), Quantity.size(text));
    }
}
