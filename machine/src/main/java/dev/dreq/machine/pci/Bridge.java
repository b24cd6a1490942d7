package dev.dreq.machine.pci;

import dev.dreq.plugin.pci.PciFunction;
import java.util.List;
import java.util.function.Consumer;

/** A bridge of the chip set: a function that is part of the machine. */
final class Bridge implements ConfigFunction {

    private static final int INTEL = 0x8086;
    private static final int SUBSYSTEM_VENDOR = 0x1af4;
    private static final int SUBSYSTEM = 0x1100;

    private final ConfigSpace config;
    private final Consumer<ConfigSpace> onConfigured;

    private Bridge(ConfigSpace config, Consumer<ConfigSpace> onConfigured) {
        this.config = config;
        this.onConfigured = onConfigured;
    }

    private static ConfigSpace header(int device, int classCode, int revision) {
        return Header.of(
                new PciFunction(
                        INTEL,
                        device,
                        classCode,
                        revision,
                        SUBSYSTEM_VENDOR,
                        SUBSYSTEM,
                        0,
                        0,
                        List.of()));
    }

    /** The host bridge, an 82441FX. */
    static Bridge host() {
        return new Bridge(header(0x1237, 0x060000, 2), config -> {});
    }

    /** The ISA bridge, an 82371SB: it routes the PCI interrupt lines. */
    static Bridge isa(PirqRouter router) {
        ConfigSpace config = header(0x7000, 0x060100, 0).set(Header.STATUS, 2, 0x0200);
        for (int line = 0; line < PirqRouter.LINES; line++) {
            config.set(PirqRouter.ROUTES + line, 1, PirqRouter.POWER_ON)
                    .writable(PirqRouter.ROUTES + line, 1, PirqRouter.WRITABLE);
        }
        return new Bridge(config, router::route);
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public ConfigSpace config() {
        return config;
    }

    @Override
    public void configured() {
        onConfigured.accept(config);
    }
}
