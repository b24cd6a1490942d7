package dev.dreq.tools.testkit;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** An ISA card for testing DMA: it takes bytes from memory and gives them back, on any channel. */
public final class LoopbackSlaveProvider implements IsaDeviceProvider {

    private static final int CASCADE_CHANNEL = 4;
    private static final int FIRST_WORD_CHANNEL = 5;

    private static final Setting<Integer> DMA =
            Setting.number("dma", 0, 7, 1, "DMA channel: 0-3 move bytes, 5-7 words");
    private static final Setting<Integer> IRQ =
            Setting.number("irq", 0, 15, 5, "interrupt request line");
    private static final Setting<Integer> IOBASE =
            Setting.hex("iobase", 0x100, 0xffe0, 0x340, "first of its 32 ports");
    private static final Setting<Long> BUFFER =
            Setting.size("buffer", 2, 1 << 20, 128 << 10, "memory on the card, a multiple of 2");
    private static final Setting<Integer> BURST =
            Setting.number(
                    "burst", 0, 0x20000, 0, "bytes it moves each time it raises DREQ, 0 for all");
    private static final Setting<Integer> GAP =
            Setting.number(
                    "gap", 0, 1_000_000_000, 0, "nanoseconds for which DREQ falls between bursts");

    @Override
    public String type() {
        return "loopback-slave";
    }

    @Override
    public String summary() {
        return "DMA test card: takes memory into its buffer and gives it back, any channel";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(DMA, IRQ, IOBASE, BUFFER, BURST, GAP);
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(
                IsaClaim.ports(LoopbackSlave.PORTS, LoopbackSlave.SIZE, settings.get(IOBASE)),
                IsaClaim.irq(LoopbackSlave.IRQ, settings.get(IRQ)),
                IsaClaim.dma(LoopbackSlave.DMA, channel(settings)));
    }

    private static int channel(Settings settings) {
        int channel = settings.get(DMA);
        if (channel == CASCADE_CHANNEL) {
            throw new SettingException(
                    "dma=4 is not possible; channel 4 carries 0-3, choose 0..3 or 5..7");
        }
        return channel;
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return card(settings, slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        LoopbackSlave card = card(settings, slot);
        card.load(state);
        return card;
    }

    private static LoopbackSlave card(Settings settings, IsaSlot slot) {
        int unit = channel(settings) < FIRST_WORD_CHANNEL ? 1 : 2;
        long buffer = settings.get(BUFFER);
        if (buffer % 2 != 0) {
            throw new SettingException(
                    "buffer=%d is not possible; it must be a multiple of 2".formatted(buffer));
        }
        return new LoopbackSlave(slot, unit, (int) buffer, settings.get(BURST), settings.get(GAP));
    }
}
