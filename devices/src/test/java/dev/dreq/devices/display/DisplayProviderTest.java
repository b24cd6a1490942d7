package dev.dreq.devices.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciBar.Kind;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayProviderTest {

    private final DisplayProvider provider = new DisplayProvider();

    private PciFunction function(Map<String, String> settings) {
        return provider.function(Settings.parse(provider.settings(), settings));
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertTrue(
                ServiceLoader.load(DeviceProvider.class).stream()
                        .anyMatch(found -> found.type() == DisplayProvider.class));
        assertEquals("display", provider.type());
    }

    @Test
    void isTheFunctionThatDriversOfBochsDisplayBindTo() {
        assertEquals(
                new PciFunction(
                        0x1234,
                        0x1111,
                        0x038000,
                        2,
                        0x1af4,
                        0x1100,
                        1,
                        1,
                        List.of(
                                new PciBar(0, Kind.PREFETCHABLE, 16 << 20),
                                new PciBar(2, Kind.MEMORY, 4096))),
                function(Map.of()));
    }

    @Test
    void hasNoMessagesWithMsiOff() {
        assertEquals(0, function(Map.of("msi", "off")).msiVectors());
        assertEquals(1, function(Map.of("msi", "off")).interruptPin());
    }

    @Test
    void hasAsMuchVideoMemoryAsSet() {
        assertEquals(256L << 20, function(Map.of("vram", "256M")).bars().get(0).size());
        assertEquals(0x1000, new Bench("vram", "256M").read(0x514, 2));
    }

    @Test
    void refusesVideoMemoryThatIsNoPowerOfTwo() {
        SettingException refused =
                assertThrows(SettingException.class, () -> function(Map.of("vram", "3M")));
        assertEquals("vram=3M is not possible; vram takes a power of two", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "vram, 1M..256M, 16M",
        "sg, on|off, on",
        "dma64, on|off, on",
        "max-transfer, 4K..256M, 4M",
        "max-sg, 1..4096, 256",
        "bandwidth, 0..1T, 133000000",
        "burst, 1..256M, 64K",
        "msi, on|off, on",
        "edid, on|off, on",
    })
    void declaresItsSettingsWithBounds(String name, String accepts, String defaultText) {
        Setting<?> setting =
                provider.settings().stream().filter(s -> s.name().equals(name)).findFirst().get();
        assertEquals(accepts, setting.accepts());
        assertEquals(defaultText, setting.defaultText());
    }

    @ParameterizedTest
    @CsvSource({
        "vram, 512K",
        "vram, 512M",
        "max-transfer, 1K",
        "max-transfer, 257M",
        "max-sg, 0",
        "max-sg, 4097",
        "burst, 0",
        "bandwidth, -1"
    })
    void refusesWhatIsOutOfBounds(String name, String value) {
        assertThrows(SettingException.class, () -> function(Map.of(name, value)));
    }

    @Test
    void namesItsRegisters() {
        assertEquals(
                "ID XRES YRES BPP ENABLE BANK VIRT_WIDTH VIRT_HEIGHT X_OFFSET Y_OFFSET"
                        + " VIDEO_MEMORY_64K EXTENSION_SIZE BYTEORDER DMA_ID DMA_CAPS DMA_MAXLEN"
                        + " DMA_CTRL DMA_STATUS DMA_HOST_LO DMA_HOST_HI DMA_COUNT DMA_VRAM"
                        + " DMA_PITCH DMA_LINE DMA_MOVED RING_LO RING_HI RING_SIZE RING_TAIL"
                        + " RING_HEAD",
                String.join(
                        " ",
                        new Bench()
                                .slot.window(2).registers().stream().map(Register::name).toList()));
    }
}
