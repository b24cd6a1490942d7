package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.KernelOptions;
import dev.dreq.machine.PluginCatalog;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A machine to move bytes on; what a failure's message begins with.
 *
 * @param seed of the random numbers that decide everything else
 * @param compat of the 8237 pair
 * @param memory in bytes
 * @param driver how the driver describes its cards
 * @param mostBytes even; a request has no more, and a card no less
 */
record Scenario(
        long seed,
        String compat,
        long memory,
        KernelOptions kernel,
        LoopbackOptions driver,
        List<LoopbackPc.Card> cards,
        int mostBytes) {

    private static final int[] MOST_BYTES = {0x100, 0x2000, 0x4000, 0x9000, 0x12000, 0x28000};

    /** Of a request; more bursts of fewer bytes would tell nothing new. */
    private static final int MOST_BURSTS = 0x2000;

    private static final long MIB = 1 << 20;

    /** One card, on a machine of 1 to 3 MiB, or just above 16 MiB. */
    static Scenario ofOneCard(long seed, int channel, String compat, SplittableRandom random) {
        int[] registers = {0, 1, 2, 3, 5, 1 + random.nextInt(40)};
        int mostBytes = anyOf(MOST_BYTES, random);
        int fewest = Math.max(1, mostBytes / MOST_BURSTS);
        int[] bursts = {0, fewest, fewest + 2, 0x200, 0x1000, 1 + random.nextInt(0x8000)};
        int[] gaps = {0, 100, 20_000};
        long memory = (random.nextInt(10) == 0 ? 17 : 1 + random.nextInt(3)) * MIB;
        int cardSize = mostBytes + 2 * random.nextInt(0x20);
        return new Scenario(
                seed,
                compat,
                memory,
                KernelOptions.defaults()
                        .withSeed(seed)
                        .withDmaMapRegisterLimit(anyOf(registers, random)),
                new LoopbackOptions(random.nextInt(8) == 0, random.nextBoolean()),
                List.of(
                        new LoopbackPc.Card(
                                channel, cardSize, anyOf(bursts, random), anyOf(gaps, random))),
                mostBytes);
    }

    private static int anyOf(int[] choices, SplittableRandom random) {
        return choices[random.nextInt(choices.length)];
    }

    /** The same with so much memory and the buffers high in it. */
    Scenario withBuffersAbove(long physicalAddress, long newMemory) {
        return new Scenario(
                seed,
                compat,
                newMemory,
                kernel.withBufferAbove(physicalAddress),
                driver,
                cards,
                mostBytes);
    }

    /** Half of the machines have a cache that the cards do not see. */
    private boolean coherent() {
        return Long.bitCount(seed) % 2 == 0;
    }

    LoopbackPc build(PluginCatalog catalog) {
        return new LoopbackPc(catalog, memory, coherent(), compat, kernel, driver, cards);
    }
}
