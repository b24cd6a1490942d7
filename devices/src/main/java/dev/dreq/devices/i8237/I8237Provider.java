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
import java.util.OptionalInt;

/** The system DMA controllers of a PC: two 8237A and the page registers. */
public final class I8237Provider implements IsaDeviceProvider {

    private static final String TERMINAL_COUNT = "terminal-count";

    private static final Setting<Compat> COMPAT = Compat.setting();
    private static final Setting<OptionalInt> TC_IRQ =
            Setting.numberOrNone(
                    "tc-irq", 0, 15, "interrupt request line, up while a terminal count is unread");
    private static final Setting<String> REQUEST_LINES =
            Setting.text(
                    "request-lines", "01234567", "the request line of each channel, from 0 to 7");

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
        return List.of(COMPAT, TC_IRQ, REQUEST_LINES);
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        new RequestLines(settings.get(REQUEST_LINES));
        List<IsaClaim> claims = new ArrayList<>();
        claims.add(IsaClaim.ports(I8237.FIRST, 16, 0x00));
        claims.add(IsaClaim.ports(I8237.SECOND, 32, 0xc0));
        claims.addAll(PageRegisters.claims(settings.get(COMPAT)));
        claims.add(IsaClaim.dmaControl());
        settings.get(TC_IRQ).ifPresent(line -> claims.add(IsaClaim.irq(TERMINAL_COUNT, line)));
        return claims;
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return controllers(settings, slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        I8237 controllers = controllers(settings, slot);
        controllers.load(state);
        return controllers;
    }

    private static I8237 controllers(Settings settings, IsaSlot slot) {
        return new I8237(
                settings.get(COMPAT),
                new RequestLines(settings.get(REQUEST_LINES)),
                settings.get(TC_IRQ).isPresent() ? slot.irq(TERMINAL_COUNT) : level -> {},
                slot);
    }
}
