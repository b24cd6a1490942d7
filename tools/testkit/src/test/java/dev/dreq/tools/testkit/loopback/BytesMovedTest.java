package dev.dreq.tools.testkit.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Placement;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A driver, the DMA services, the 8237 pair and a slave on one machine: whatever the buffer, the
 * map registers and the split, the bytes moved are the bytes asked, in order, and no other byte of
 * memory changes.
 */
class BytesMovedTest {
    private static final int SEEDS = 8;
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private final PluginCatalog catalog = PluginCatalog.ofClassPath();

    static Stream<Arguments> channelsAndControllers() {
        return channels()
                .boxed()
                .flatMap(c -> Stream.of(Arguments.of(c, "chip"), Arguments.of(c, "qemu")));
    }

    static IntStream channels() {
        return IntStream.of(0, 1, 2, 3, 5, 6, 7);
    }

    @ParameterizedTest(name = "channel {0}, compat={1}")
    @MethodSource("channelsAndControllers")
    void theBytesAskedMoveInOrderAndNoOtherByteChanges(int channel, String compat) {
        for (int i = 0; i < SEEDS; i++) {
            long seed = 8L * i + channel;
            SplittableRandom random = new SplittableRandom(seed);
            move(Scenario.ofOneCard(seed, channel, compat, random), random, length -> 0);
        }
    }

    @ParameterizedTest(name = "channel {0}, compat={1}")
    @MethodSource("channelsAndControllers")
    void ofAShortTransferExactlyWhatMovedArrives(int channel, String compat) {
        for (int i = 0; i < SEEDS; i++) {
            long seed = 1_000L + 8L * i + channel;
            SplittableRandom random = new SplittableRandom(seed);
            move(
                    Scenario.ofOneCard(seed, channel, compat, random),
                    random,
                    length -> 1 + random.nextInt(length));
        }
    }

    private interface Limit {
        int of(int length);
    }

    /** Two requests, each with a buffer of its own. */
    private void move(Scenario scenario, SplittableRandom random, Limit limit) {
        try (LoopbackPc pc = scenario.build(catalog)) {
            List<RamRange> ram = pc.machine().bus().ramRanges();
            int unit = CardExerciser.unit(pc.card(0).channel());
            RandomBuffers buffers =
                    new RandomBuffers(pc.kernel().mm(), ram, unit, scenario.mostBytes(), random);
            move(scenario, pc, List.of(buffers.next(), buffers.next()), ram, random, limit);
        }
    }

    /** One request for each buffer; {@code watched} is the memory that must not change. */
    private static CardExerciser move(
            Scenario scenario,
            LoopbackPc pc,
            List<Buffer> buffers,
            List<RamRange> watched,
            SplittableRandom random,
            Limit limit) {
        MemoryImage memory = new MemoryImage(pc.machine().cpu(), watched, random);
        CardExerciser card = new CardExerciser(pc, 0, scenario.driver(), memory, random);
        for (Buffer buffer : buffers) {
            int length = buffer.length();
            Transfer transfer =
                    Transfer.whole(length, pc.card(0).bufferSize(), limit.of(length), random);
            String what = "%s of %s, %s".formatted(transfer, buffer, scenario);
            card.move(buffer, transfer, what);
            memory.verify(what);
        }
        card.verify(scenario);
        buffers.forEach(buffer -> pc.kernel().mm().freeVirtualMemory(buffer.va()));
        assertEquals(List.of(), pc.unload(), scenario::toString);
        return card;
    }

    @ParameterizedTest(name = "channel {0}")
    @MethodSource("channels")
    void aBufferAbove16MiBBouncesWhole(int channel) {
        for (int i = 0; i < SEEDS / 2; i++) {
            long seed = 2_000L + 8L * i + channel;
            SplittableRandom random = new SplittableRandom(seed);
            Scenario scenario =
                    Scenario.ofOneCard(seed, channel, "chip", random)
                            .withBuffersAbove(16 * MIB, 18 * MIB);
            bounce(scenario, random, List.of(new RamRange(MIB, 17 * MIB)));
        }
    }

    @ParameterizedTest(name = "channel {0}")
    @MethodSource("channels")
    void soDoesOneAbove4GiB(int channel) {
        long seed = 3_000L + channel;
        SplittableRandom random = new SplittableRandom(seed);
        Scenario scenario =
                Scenario.ofOneCard(seed, channel, "chip", random)
                        .withBuffersAbove(4 * GIB, 3 * GIB + 2 * MIB);
        bounce(
                scenario,
                random,
                List.of(new RamRange(MIB, 2 * MIB), new RamRange(4 * GIB, 2 * MIB)));
    }

    private void bounce(Scenario scenario, SplittableRandom random, List<RamRange> above1MiB) {
        List<RamRange> watched = new ArrayList<>();
        watched.add(new RamRange(0, 0xA0000));
        watched.addAll(above1MiB);
        try (LoopbackPc pc = scenario.build(catalog)) {
            int length = 2 * (1 + random.nextInt(scenario.mostBytes() / 2));
            Placement placement =
                    Placement.scattered().atOffset(2 * random.nextInt(Pages.PAGE_SIZE / 2));
            Buffer buffer = Buffer.allocate(pc.kernel().mm(), length, placement);
            CardExerciser card =
                    move(scenario, pc, List.of(buffer), watched, random, anyLength -> 0);
            assertEquals(length, card.bouncedBytes(), scenario::toString);
        }
    }

    @ParameterizedTest(name = "channel {0}")
    @ValueSource(ints = {5, 6, 7})
    void wordsAreNotMovedToOrFromOddAddresses(int channel) {
        SplittableRandom random = new SplittableRandom(channel);
        Scenario scenario = Scenario.ofOneCard(channel, channel, "chip", random);
        try (LoopbackPc pc = scenario.build(catalog)) {
            Buffer buffer =
                    Buffer.allocate(pc.kernel().mm(), 0x1000, Placement.scattered().atOffset(1));
            MemoryImage memory =
                    new MemoryImage(pc.machine().cpu(), pc.machine().bus().ramRanges(), random);
            for (int[] part : new int[][] {{0, 0x10}, {1, 0xf}, {0, 1}}) {
                IoStatusBlock result =
                        pc.kernel().io().read(pc.device(0), buffer.va() + part[0], part[1], 0);
                assertEquals(NtStatus.STATUS_INVALID_PARAMETER, result.status());
                assertEquals(0, result.information());
            }
            memory.verify(scenario);
            assertTrue(pc.dmaLog().since(0, pc.cardName(0)).isEmpty());
        }
    }
}
