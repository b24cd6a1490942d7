package dev.dreq.machine.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random base address registers, random configuration writes, compared with a model that asks every
 * register anew at every byte.
 */
class AddressDecoderPropertyTest {

    private static final long RAM = 2 << 20;
    private static final List<PciBar.Kind> KINDS = List.of(PciBar.Kind.values());

    /** One base address register as the model has it. */
    private static final class Model {
        final PciBar bar;
        final int slot;
        final int answer;
        boolean command;
        long low;
        long high;

        Model(PciBar bar, int slot, int answer) {
            this.bar = bar;
            this.slot = slot;
            this.answer = answer;
        }

        boolean isPorts() {
            return bar.kind() == PciBar.Kind.IO;
        }

        boolean isWide() {
            return bar.kind() == PciBar.Kind.PREFETCHABLE_64;
        }

        boolean decodes(long address) {
            long base = (low & 0xffff_ffffL) / bar.size() * bar.size();
            if (isWide()) {
                base += (high & 0xffff_ffffL) << 32;
            }
            boolean fits =
                    switch (bar.kind()) {
                        case IO -> base + bar.size() <= 0x1_0000;
                        case MEMORY, PREFETCHABLE -> base + bar.size() < 0x1_0000_0000L;
                        case PREFETCHABLE_64 -> base > 0 && base + bar.size() <= 1L << 52;
                    };
            return command && base != 0 && fits && base <= address && address < base + bar.size();
        }

        int sizing() {
            int flags =
                    switch (bar.kind()) {
                        case IO -> 1;
                        case MEMORY -> 0;
                        case PREFETCHABLE -> 8;
                        case PREFETCHABLE_64 -> 12;
                    };
            return (int) (0x1_0000_0000L - bar.size()) | flags;
        }
    }

    private final List<Model> models = new ArrayList<>();

    /** Registers that read as one byte, over and over. */
    private static IoHandler constant(int answer) {
        return new IoHandler() {
            @Override
            public long read(long offset, int size) {
                return answer * 0x0101_0101_0101_0101L;
            }

            @Override
            public void write(long offset, int size, long value) {}

            @Override
            public AccessSizes accessSizes() {
                return AccessSizes.ANY;
            }
        };
    }

    private PciCard card(SplittableRandom random, int slot) {
        List<PciBar> bars = new ArrayList<>();
        for (int index = 0; index < 6; index++) {
            PciBar.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            if (random.nextInt(3) == 0 || (kind == PciBar.Kind.PREFETCHABLE_64 && index == 5)) {
                continue;
            }
            boolean ports = kind == PciBar.Kind.IO;
            PciBar bar =
                    new PciBar(
                            index,
                            kind,
                            ports ? 4L << random.nextInt(6) : 16L << random.nextInt(9));
            bars.add(bar);
            models.add(new Model(bar, slot, slot * 8 + index));
            index += kind == PciBar.Kind.PREFETCHABLE_64 ? 1 : 0;
        }
        return new PciCard(
                "card" + slot + "x",
                PciCard.function(bars.toArray(PciBar[]::new)),
                connected -> bars.forEach(bar -> connect(connected, slot, bar)));
    }

    private static void connect(PciSlot connected, int slot, PciBar bar) {
        int answer = slot * 8 + bar.index();
        if (bar.kind() == PciBar.Kind.PREFETCHABLE && bar.index() % 2 == 0) {
            ByteBuffer memory = connected.mapMemory(bar.index());
            while (memory.hasRemaining()) {
                memory.put((byte) answer);
            }
        } else {
            connected.map(bar.index(), constant(answer));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyByteIsAnsweredByWhomTheModelSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PciCard[] cards = {card(random, 2), card(random, 3), card(random, 4)};
        Machine.Builder builder = Machine.builder().memory(RAM).catalog(PluginCatalog.of(cards));
        for (PciCard card : cards) {
            builder.device(card.type(), Map.of());
        }
        try (Machine machine = builder.build()) {
            machine.bus().fill(0, RAM, 0xee);
            ConfigCycles config = new ConfigCycles(machine.bus());
            for (Model model : models) {
                config.bar(model.slot, model.bar.index(), -1);
                assertEquals(
                        model.sizing(),
                        config.read32(model.slot, 0x10 + 4 * model.bar.index()),
                        () -> "seed " + seed);
                config.bar(model.slot, model.bar.index(), 0);
            }
            for (int step = 0; step < 300; step++) {
                change(random, config);
                probe(random, machine.bus(), "seed " + seed + " step " + step);
            }
        }
    }

    private static long place(SplittableRandom random, boolean ports) {
        if (ports) {
            return random.nextInt(8) == 0 ? 0 : 0xfe80 + random.nextInt(0x190);
        }
        long[] bases = {0, 0xe000_0000L, 0xffff_e000L, RAM - 0x1000, 0x9f000};
        return bases[random.nextInt(bases.length)] + random.nextInt(0x2000);
    }

    private void change(SplittableRandom random, ConfigCycles config) {
        Model model = models.get(random.nextInt(models.size()));
        int index = model.bar.index();
        switch (random.nextInt(6)) {
            case 0 -> {
                int command = random.nextInt(4);
                config.command(model.slot, command);
                for (Model other : models) {
                    if (other.slot == model.slot) {
                        other.command = (command & (other.isPorts() ? 1 : 2)) != 0;
                    }
                }
            }
            case 1 -> {
                if (model.isWide()) {
                    long[] highs = {0, 0, 1, 0xfffff, 0x100000, 0x8000_0000L, 0xffff_ffffL};
                    model.high = highs[random.nextInt(highs.length)];
                    config.bar(model.slot, index + 1, model.high);
                }
            }
            case 2 -> {
                int part = random.nextInt(4);
                int value = random.nextInt(256);
                config.write8(model.slot, 0x10 + 4 * index + part, value);
                model.low = (model.low & ~(0xffL << (8 * part))) | ((long) value << (8 * part));
            }
            default -> {
                model.low = place(random, model.isPorts());
                config.bar(model.slot, index, model.low);
            }
        }
    }

    private void probe(SplittableRandom random, CpuBus bus, String when) {
        for (int i = 0; i < 20; i++) {
            long address = place(random, false) + (random.nextInt(8) == 0 ? 1L << 32 : 0);
            assertEquals(expected(address, false, 0), bus.load8(address), () -> when + at(address));
            int port = (int) place(random, true);
            assertEquals(expected(port, true, 0xff), bus.in8(port), () -> when + at(port));
        }
    }

    private static String at(long address) {
        return " at %x".formatted(address);
    }

    private int expected(long address, boolean ports, int nobody) {
        boolean ram = address < 0xa_0000 || (address >= 0x10_0000 && address < RAM);
        if (!ports && ram) {
            return 0xee;
        }
        return models.stream()
                .filter(model -> model.isPorts() == ports && model.decodes(address))
                .mapToInt(model -> model.answer)
                .findFirst()
                .orElse(nobody);
    }
}
