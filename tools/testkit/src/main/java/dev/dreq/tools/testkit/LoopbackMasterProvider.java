package dev.dreq.tools.testkit;

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

/** A PCI function for testing DMA: it takes bytes from memory and gives them back. */
public final class LoopbackMasterProvider implements PciDeviceProvider {

    private static final int VENDOR = 0x1234;
    private static final int DEVICE = 0x4c4d;
    private static final int NO_CLASS = 0xff_0000;
    private static final int INTA = 1;
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    private static final Setting<Long> BUFFER =
            Setting.size("buffer", 4 * KIB, 64 * MIB, 128 * KIB, "memory on it, a power of two");
    private static final Setting<Integer> MAX_SG =
            Setting.number("max-sg", 0, 4096, 256, "most entries of a table; 0 for no tables");
    private static final Setting<Long> MAX_TRANSFER =
            Setting.size("max-transfer", 4 * KIB, 16 * MIB, 4 * MIB, "most bytes of one transfer");
    private static final Setting<Boolean> DMA64 =
            Setting.onOff("dma64", true, "it has 64 address lines; off leaves it 32");
    private static final Setting<Long> BANDWIDTH =
            Setting.size(
                    "bandwidth",
                    0,
                    1L << 40,
                    133_000_000,
                    "bytes it moves a second of virtual time; 0 takes no time");
    private static final Setting<Long> BURST =
            Setting.size(
                    "burst", 256, MIB, 64 * KIB, "bytes that move at one point of virtual time");
    private static final Setting<Boolean> MSI =
            Setting.onOff("msi", true, "it can send its interrupt as a message");

    @Override
    public String type() {
        return "loopback-master";
    }

    @Override
    public String summary() {
        return "DMA test function: a PCI bus master that takes memory and gives it back";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(BUFFER, MAX_SG, MAX_TRANSFER, DMA64, BANDWIDTH, BURST, MSI);
    }

    @Override
    public PciFunction function(Settings settings) {
        long buffer = settings.get(BUFFER);
        if (Long.bitCount(buffer) != 1) {
            throw new SettingException(
                    "buffer=%s is not possible; it must be a power of two"
                            .formatted(settings.text(BUFFER)));
        }
        return new PciFunction(
                VENDOR,
                DEVICE,
                NO_CLASS,
                0,
                0,
                0,
                INTA,
                settings.get(MSI) ? 1 : 0,
                List.of(
                        new PciBar(LoopbackMaster.REGISTER_BAR, Kind.MEMORY, LoopbackMaster.SIZE),
                        new PciBar(LoopbackMaster.BUFFER_BAR, Kind.PREFETCHABLE, buffer)));
    }

    @Override
    public Device create(Settings settings, PciSlot slot) {
        return master(settings, slot);
    }

    @Override
    public Device restore(Settings settings, PciSlot slot, StateReader state) {
        LoopbackMaster master = master(settings, slot);
        master.load(state);
        return master;
    }

    private static LoopbackMaster master(Settings settings, PciSlot slot) {
        return new LoopbackMaster(
                slot,
                new LoopbackMaster.Limits(
                        settings.get(MAX_SG),
                        settings.get(MAX_TRANSFER),
                        settings.get(DMA64),
                        settings.get(BANDWIDTH),
                        settings.get(BURST)));
    }
}
