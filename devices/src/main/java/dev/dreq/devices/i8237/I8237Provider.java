package dev.dreq.devices.i8237;

import dev.dreq.devices.Compat;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.ArrayList;
import java.util.List;

/** The system DMA controllers of a PC: two 8237A and the page registers. */
public final class I8237Provider implements IsaDeviceProvider {

    private static final Setting<Compat> COMPAT = Compat.setting();

    @Override
    public String type() {
        return "i8237";
    }

    @Override
    public String summary() {
        return "system DMA: two 8237A controllers (channels 0-3 and 5-7) and their page registers";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(COMPAT);
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        List<IsaClaim> claims = new ArrayList<>();
        claims.add(IsaClaim.ports(I8237.FIRST, 16, 0x00));
        claims.add(IsaClaim.ports(I8237.SECOND, 32, 0xc0));
        claims.addAll(PageRegisters.claims(settings.get(COMPAT)));
        claims.add(IsaClaim.dmaControl());
        return claims;
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return new I8237(settings.get(COMPAT), slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        return new I8237(settings.get(COMPAT), slot, state);
    }
}
