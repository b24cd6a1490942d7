package dev.dreq.tools.remote.board;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Device type {@code cmos}: the 128 bytes of an MC146818 behind ports 70 and 71. */
public final class CmosProvider implements IsaDeviceProvider {

    /** The claim of the ports. */
    static final String PORTS = "ports";

    private static final int INDEX = 0x70;

    @Override
    public String type() {
        return "cmos";
    }

    @Override
    public String summary() {
        return "MC146818 configuration memory; its clock stands still";
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(IsaClaim.ports(PORTS, 2, INDEX));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return new Cmos(slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        Cmos cmos = new Cmos(slot);
        cmos.restore(state);
        return cmos;
    }
}
