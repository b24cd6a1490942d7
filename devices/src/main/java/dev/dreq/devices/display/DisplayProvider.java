package dev.dreq.devices.display;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciBar.Kind;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Device type {@code display}: a display adapter with a bus master. */
public final class DisplayProvider implements PciDeviceProvider {

    private static final int INTA = 1;
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    private final Setting<Long> vram =
            Setting.size("vram", MIB, 256 * MIB, 16 * MIB, "video memory, a power of two");
    private final Setting<Boolean> sg =
            Setting.onOff("sg", true, "the engine reads scatter/gather tables");
    private final Setting<Boolean> dma64 =
            Setting.onOff("dma64", true, "the engine has 64 address lines; off leaves it 32");
    private final Setting<Long> maxTransfer =
            Setting.size("max-transfer", 4 * KIB, 256 * MIB, 4 * MIB, "most bytes of one command");
    private final Setting<Integer> maxSg =
            Setting.number("max-sg", 1, 4096, 256, "most entries of a scatter/gather table");
    private final Setting<Long> bandwidth =
            Setting.size(
                    "bandwidth",
                    0,
                    1L << 40,
                    133_000_000,
                    "bytes the engine moves a second of virtual time; 0 takes no time");
    private final Setting<Long> burst =
            Setting.size(
                    "burst",
                    1,
                    256 * MIB,
                    64 * KIB,
                    "bytes that move at one point of virtual time");
    private final Setting<Boolean> msi =
            Setting.onOff("msi", true, "the function can send its interrupt as a message");
    private final Setting<Boolean> edid =
            Setting.onOff("edid", true, "the monitor says what it is; it prefers 1280x800");

    @Override
    public String type() {
        return "display";
    }

    @Override
    public String summary() {
        return "display adapter, register-compatible with bochs-display, with a PCI bus master";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(vram, sg, dma64, maxTransfer, maxSg, bandwidth, burst, msi, edid);
    }

    @Override
    public PciFunction function(Settings settings) {
        long bytes = settings.get(vram);
        if (Long.bitCount(bytes) != 1) {
            throw new SettingException(
                    "vram=%s is not possible; vram takes a power of two"
                            .formatted(settings.text(vram)));
        }
        return new PciFunction(
                0x1234,
                0x1111,
                0x03_8000,
                0x02,
                0x1af4,
                0x1100,
                INTA,
                settings.get(msi) ? 1 : 0,
                List.of(
                        new PciBar(Display.VRAM_BAR, Kind.PREFETCHABLE, bytes),
                        new PciBar(Display.REGISTER_BAR, Kind.MEMORY, RegisterWindow.SIZE)));
    }

    @Override
    public Device create(Settings settings, PciSlot slot) {
        return display(settings, slot);
    }

    @Override
    public Device restore(Settings settings, PciSlot slot, StateReader state) {
        Display display = display(settings, slot);
        display.restore(state);
        return display;
    }

    private Display display(Settings settings, PciSlot slot) {
        EngineSettings engine =
                new EngineSettings(
                        settings.get(sg),
                        settings.get(dma64),
                        settings.get(maxTransfer),
                        settings.get(maxSg),
                        new Pace(settings.get(bandwidth), settings.get(burst)));
        return new Display(engine, settings.get(edid) ? Edid.baseBlock() : new byte[0], slot);
    }
}
