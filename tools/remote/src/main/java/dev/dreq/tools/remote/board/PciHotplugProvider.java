package dev.dreq.tools.remote.board;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Device type {@code pci-hotplug}: the hot plug registers of QEMU's PIIX4 at port AE00. */
public final class PciHotplugProvider implements IsaDeviceProvider {

    /** The claim of the ports. */
    static final String PORTS = "ports";

    private static final int BASE = 0xae00;

    @Override
    public String type() {
        return "pci-hotplug";
    }

    @Override
    public String summary() {
        return "PCI hot plug registers of QEMU's PIIX4";
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(IsaClaim.ports(PORTS, PciHotplug.LENGTH, BASE));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return new PciHotplug(slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        PciHotplug ports = new PciHotplug(slot);
        ports.restore(state);
        return ports;
    }
}
