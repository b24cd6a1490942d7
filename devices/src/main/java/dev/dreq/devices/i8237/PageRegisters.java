package dev.dreq.devices.i8237;

import dev.dreq.devices.Compat;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.isa.PortRange;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.Arrays;
import java.util.List;

/**
 * The page registers, ports 80-8F: address bits 16-23 of each channel, and bytes that belong to no
 * channel. No reset touches them.
 */
final class PageRegisters {

    private static final int BASE = 0x80;
    private static final int PORTS = 16;

    /** Where each channel's register is; that of channel 4 serves memory refresh. */
    private static final int[] INDEX = {0x7, 0x3, 0x1, 0x2, 0xf, 0xb, 0x9, 0xa};

    /** The board's latch stores all sixteen bytes. */
    private static final List<PortRange> ALL = List.of(new PortRange(BASE, PORTS));

    /** QEMU decodes the ports that belong to a channel. */
    private static final List<PortRange> CHANNELS_ONLY =
            List.of(
                    new PortRange(0x81, 3),
                    new PortRange(0x87, 1),
                    new PortRange(0x89, 3),
                    new PortRange(0x8f, 1));

    /** QEMU takes a word access apart and leaves a wider one unanswered. */
    private static final AccessSizes UP_TO_WORDS = new AccessSizes(1, 2, 1);

    private final Compat compat;
    private final int[] bytes = new int[PORTS];

    PageRegisters(Compat compat) {
        this.compat = compat;
    }

    /** The ports that are decoded. */
    static List<IsaClaim> claims(Compat compat) {
        return windows(compat).stream()
                .map(window -> IsaClaim.ports(claim(window), window.length(), window.base()))
                .toList();
    }

    private static List<PortRange> windows(Compat compat) {
        return switch (compat) {
            case CHIP -> ALL;
            case QEMU -> CHANNELS_ONLY;
        };
    }

    private static String claim(PortRange window) {
        return "pages-%x".formatted(window.base());
    }

    /** Decodes the ports that {@link #claims} asked for. */
    void map(IsaSlot slot) {
        for (PortRange window : windows(compat)) {
            slot.map(claim(window), block(window));
        }
    }

    private RegisterBlock block(PortRange window) {
        AccessSizes sizes =
                switch (compat) {
                    case CHIP -> AccessSizes.BYTES;
                    case QEMU -> UP_TO_WORDS;
                };
        Register[] registers = new Register[window.length()];
        Arrays.setAll(registers, offset -> register(window.base() - BASE + offset, offset));
        return RegisterBlock.of(window.length(), sizes, registers);
    }

    private Register register(int index, int offset) {
        return Register.named(name(index), offset, 1)
                .onRead(() -> bytes[index])
                .onWrite(value -> bytes[index] = (int) value);
    }

    private static String name(int index) {
        for (int channel = 0; channel < INDEX.length; channel++) {
            if (INDEX[channel] == index) {
                return "PAGE_" + channel;
            }
        }
        return "SCRATCH_%X".formatted(BASE + index);
    }

    /** The page of channel 0..7: 0..FF. */
    int page(int channel) {
        return bytes[INDEX[channel]];
    }

    void save(StateWriter out) {
        out.putInts("pages", bytes);
    }

    void restore(StateReader in) {
        int[] saved = in.getInts("pages", PORTS);
        for (int index = 0; index < PORTS; index++) {
            bytes[index] = saved[index] & 0xff;
        }
    }
}
