package dev.dreq.machine;

import static dev.dreq.plugin.isa.IsaClaim.dma;
import static dev.dreq.plugin.isa.IsaClaim.dmaControl;
import static dev.dreq.plugin.isa.IsaClaim.irq;
import static dev.dreq.plugin.isa.IsaClaim.ports;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Timer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaveAndRestoreTest {

    /** A card whose every move depends on all it has seen: any difference shows at once. */
    private static final class Chaos implements Device, IoHandler {
        private final IsaSlot slot;
        private final InterruptLine line;
        private final DmaChannel channel;
        private final DmaBackplane backplane;
        private final Timer[] timers = new Timer[3];
        private long state;

        Chaos(IsaSlot slot, long state) {
            this.slot = slot;
            this.state = state;
            slot.map("io", this);
            line = slot.irq("irq");
            channel = slot.dma("dma", burst -> burst.length());
            backplane = slot.provideDma((number, level) -> step(number + (level ? 100 : 0)));
            for (int i = 0; i < timers.length; i++) {
                int number = i;
                timers[i] = slot.clock().timer("t" + i, () -> step(number));
            }
            timers[0].armIn(7); // what construction does with wires and timers must not matter
            timers[1].armIn(0);
            line.set(true);
            channel.request(true);
        }

        Chaos restored(long saved) {
            state = saved;
            return this;
        }

        private void step(long input) {
            state =
                    (state ^ input ^ slot.clock().now()) * 6364136223846793005L
                            + 1442695040888963407L;
            int choice = (int) (state >>> 33);
            timers[(choice & 3) % 3].armIn((choice >>> 2) % 3000);
            line.set(((choice >>> 12) & 1) != 0);
            line.set(((choice >>> 13) & 1) != 0);
            channel.request(((choice >>> 14) & 1) != 0);
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(8).putLong(0, state);
            backplane.memory(3).write((choice >>> 4) & 0x3fff, bytes);
        }

        @Override
        public long read(long offset, int size) {
            step(offset);
            return state >>> 40;
        }

        @Override
        public void write(long offset, int size, long value) {
            step(value + 7);
        }

        @Override
        public void reset() {
            state = 0;
        }

        @Override
        public void save(StateWriter out) {
            out.version(2);
            out.putLong("state", state);
        }
    }

    private static final class ChaosProvider implements IsaDeviceProvider {
        static final Setting<Integer> SEED =
                Setting.number("seed", 0, 1_000_000, 0, "where to begin");

        @Override
        public String type() {
            return "chaos";
        }

        @Override
        public String summary() {
            return "a card of a test";
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(SEED);
        }

        @Override
        public List<IsaClaim> claims(Settings settings) {
            return List.of(ports("io", 4, 0x300), irq("irq", 5), dma("dma", 3), dmaControl());
        }

        @Override
        public Device create(Settings settings, IsaSlot slot) {
            return new Chaos(slot, settings.get(SEED));
        }

        @Override
        public Device restore(Settings settings, IsaSlot slot, StateReader in) {
            in.version(2);
            return new Chaos(slot, 0).restored(in.getLong("state"));
        }
    }

    private static final PluginCatalog CATALOG = PluginCatalog.of(new ChaosProvider());

    private static Machine machine(int seed) {
        return Machine.builder()
                .memory(8L << 30)
                .rom(0xf0000, new byte[] {1, 2, 3})
                .catalog(CATALOG)
                .device("chaos", Map.of("seed", Integer.toString(seed)))
                .build();
    }

    private static byte[] save(Machine machine) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        machine.save(out);
        return out.toByteArray();
    }

    private static Machine restore(byte[] saved) throws IOException {
        return Machine.restore(new ByteArrayInputStream(saved), CATALOG);
    }

    private static void run(Machine machine, long seed, int steps, StringBuilder trace) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(4)) {
                case 0 -> trace.append(machine.cpu().in8(0x300 + random.nextInt(4)));
                case 1 -> machine.cpu().out16(0x300 + random.nextInt(3), random.nextInt(0x10000));
                case 2 -> trace.append(machine.cpu().idle(machine.now() + random.nextInt(3000)));
                default ->
                        machine.cpu()
                                .store64((5L << 30) + random.nextInt(1 << 14), random.nextLong());
            }
            trace.append(machine.now()).append(machine.bus().interruptLevel(5)).append(' ');
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aRestoredMachineHasTheSameFutureAsTheOriginal(int seed) throws IOException {
        Machine original = machine(seed);
        run(original, seed, 300, new StringBuilder());
        byte[] saved = save(original);
        Machine restored = restore(saved);
        assertArrayEquals(saved, save(restored), "restored and saved again, seed " + seed);
        StringBuilder expected = new StringBuilder();
        StringBuilder found = new StringBuilder();
        run(original, seed + 100, 300, expected);
        run(restored, seed + 100, 300, found);
        assertEquals(expected.toString(), found.toString(), "seed " + seed);
        assertArrayEquals(save(original), save(restored), "seed " + seed);
        assertEquals(0x030201, restored.bus().load32(0xf0000));
    }

    @Test
    void machinesOfTheSameConfigurationDoTheSameAndShareNothing() throws IOException {
        Machine one = machine(9);
        Machine other = machine(9);
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        run(one, 1, 500, first);
        run(other, 1, 500, second);
        assertEquals(first.toString(), second.toString());
        assertArrayEquals(save(one), save(other));
    }

    @Test
    void signalsThatWaitAreSavedInTheirOrder() throws IOException {
        TestCard card =
                TestCard.of(
                        "zeno",
                        slot -> {
                            Timer[] timer = new Timer[1];
                            timer[0] = slot.clock().timer("t", () -> timer[0].armIn(0));
                            slot.map("io", Handlers.onWrite(v -> timer[0].armIn(0)));
                        },
                        ports("io", 1, 0x300));
        PluginCatalog catalog = PluginCatalog.of(card);
        Machine machine = Machine.builder().catalog(catalog).device("zeno", Map.of()).build();
        machine.bus().out8(0x300, 0);
        assertEquals(0, machine.nextDeadline());
        byte[] saved = save(machine);
        Machine restored = Machine.restore(new ByteArrayInputStream(saved), catalog);
        assertEquals(0, restored.nextDeadline());
        assertArrayEquals(saved, save(restored));
    }

    @Test
    void aFaultedDeviceComesBackFaulted() throws IOException {
        TestCard card =
                TestCard.of(
                        "bad",
                        slot ->
                                slot.map(
                                        "io",
                                        Handlers.onWrite(
                                                v -> {
                                                    throw new IllegalStateException("bug 7");
                                                })),
                        ports("io", 1, 0x300));
        PluginCatalog catalog = PluginCatalog.of(card);
        Machine machine = Machine.builder().catalog(catalog).device("bad", Map.of()).build();
        machine.bus().out8(0x300, 0);
        Machine restored = Machine.restore(new ByteArrayInputStream(save(machine)), catalog);
        Throwable fault = restored.devices().get(0).fault().orElseThrow();
        assertTrue(fault.getMessage().contains("bug 7"), fault::toString);
        assertEquals(0xff, restored.bus().in8(0x300));
    }

    @Test
    void onlyPagesThatAreNotZeroAreSaved() throws IOException {
        Machine machine = Machine.builder().memory(64L << 30).build();
        machine.bus().store8(3L << 30, 1);
        machine.bus().store8(40L << 30, 1);
        machine.bus().fill(1 << 20, 1 << 20, 0);
        assertTrue(save(machine).length < 10_000);
    }

    @Test
    void aDamagedByteIsNoticedAnywhere() throws IOException {
        Machine machine = machine(1);
        run(machine, 1, 50, new StringBuilder());
        byte[] saved = save(machine);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = saved.clone();
            int at = i < 200 ? i % saved.length : random.nextInt(saved.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertThrows(StateException.class, () -> restore(damaged), "byte " + at);
        }
        for (int length = 0; length < saved.length; length += 1 + length / 20) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThrows(StateException.class, () -> restore(cut), "cut at " + length);
        }
    }

    @Test
    void aStateThatIsWrongOnPurposeIsRefusedOrRunsButNeverThrowsAnythingElse() throws IOException {
        Machine machine = machine(2);
        run(machine, 2, 50, new StringBuilder());
        byte[] saved = save(machine);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 600; i++) {
            byte[] wrong = saved.clone();
            int changes = 1 + random.nextInt(3);
            for (int j = 0; j < changes; j++) {
                wrong[random.nextInt(Math.min(900, wrong.length - 8))] = (byte) random.nextInt(256);
            }
            sign(wrong);
            try (Machine restored = restore(wrong)) {
                restored.bus().in8(0x300);
                restored.bus().idle(restored.now());
            } catch (StateException | ConfigurationException refused) {
                // that is what it should do
            }
        }
    }

    private static void sign(byte[] saved) {
        CRC32 crc = new CRC32();
        crc.update(saved, 0, saved.length - 8);
        java.nio.ByteBuffer.wrap(saved).putLong(saved.length - 8, crc.getValue());
    }

    @Test
    void anotherFormatAndAnotherFileAreToldApart() {
        byte[] nothing = new byte[100];
        StateException thrown = assertThrows(StateException.class, () -> restore(nothing));
        assertTrue(thrown.getMessage().contains("no saved machine"));
        byte[] newer = {'D', 'R', 'E', 'Q', 0, 0, 0, 9};
        thrown = assertThrows(StateException.class, () -> restore(newer));
        assertTrue(thrown.getMessage().contains("format 9"), thrown.getMessage());
    }

    @Test
    void aMissingTypeIsNamed() throws IOException {
        byte[] saved = save(machine(1));
        ConfigurationException thrown =
                assertThrows(
                        ConfigurationException.class,
                        () -> Machine.restore(new ByteArrayInputStream(saved), PluginCatalog.of()));
        assertTrue(thrown.getMessage().contains("chaos"), thrown.getMessage());
    }

    @Test
    void moreRomsThanAMachineTakesAreRefused() {
        Machine.Builder builder = Machine.builder();
        for (int i = 0; i < 1_000; i++) {
            builder.rom(0xf0000 + i, new byte[1]);
        }
        ConfigurationException thrown = assertThrows(ConfigurationException.class, builder::build);
        assertEquals("1000 ROMs are not possible; a machine takes 64", thrown.getMessage());
    }
}
