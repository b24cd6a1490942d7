package dev.dreq.tools.testkit.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.Kthread;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cards on different channels transfer at the same time, each for a thread of its own, under one
 * kernel, through one pair of controllers and one pool of map registers; none notices the others.
 */
class SharedNothingTest {
    private static final int[] CHANNELS = {0, 1, 2, 3, 5, 6, 7};
    private static final int REQUESTS = 6;
    private static final int NORMAL_PRIORITY = 8;
    private static final int BYTES = 0x8000;
    private static final long MIB = 1 << 20;

    private final PluginCatalog catalog = PluginCatalog.ofClassPath();

    @ParameterizedTest(name = "compat={0}")
    @ValueSource(strings = {"chip", "qemu"})
    void twoChannelsShareNothing(String compat) {
        for (long seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            // At most half of the map registers each, so that nobody waits for the other one.
            Scenario scenario = scenario(seed, compat, 2, 1 + random.nextInt(16), random);
            int alternations = transfer(scenario, random);
            assertTrue(
                    alternations > REQUESTS,
                    () -> "the bus alternated %d times; %s".formatted(alternations, scenario));
        }
    }

    /** They want more map registers than there are, so some wait, and all get their turn. */
    @ParameterizedTest(name = "compat={0}")
    @ValueSource(strings = {"chip", "qemu"})
    void sevenChannelsShareNothingButTheMapRegisters(String compat) {
        for (long seed = 0; seed < 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scenario scenario = scenario(seed, compat, CHANNELS.length, 0, random);
            int alternations = transfer(scenario, random);
            assertTrue(
                    alternations > REQUESTS,
                    () -> "the bus alternated %d times; %s".formatted(alternations, scenario));
        }
    }

    private static Scenario scenario(
            long seed, String compat, int count, int mapRegisters, SplittableRandom random) {
        int[] shuffled = CHANNELS.clone();
        List<LoopbackPc.Card> cards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int pick = i + random.nextInt(shuffled.length - i);
            int channel = shuffled[pick];
            shuffled[pick] = shuffled[i];
            int burst = 0x100 + random.nextInt(0x400);
            cards.add(new LoopbackPc.Card(channel, BYTES, burst, 20_000 + random.nextInt(20_000)));
        }
        return new Scenario(
                seed,
                compat,
                3 * MIB,
                KernelOptions.defaults().withSeed(seed).withDmaMapRegisterLimit(mapRegisters),
                new LoopbackOptions(false, random.nextBoolean()),
                cards,
                BYTES);
    }

    /** A thread for each card sends requests. Returns how often the bus went from card to card. */
    private int transfer(Scenario scenario, SplittableRandom random) {
        try (LoopbackPc pc = scenario.build(catalog)) {
            Kernel kernel = pc.kernel();
            List<RamRange> ram = pc.machine().bus().ramRanges();
            RandomBuffers buffers = new RandomBuffers(kernel.mm(), ram, 2, BYTES, random);
            List<Buffer> owned = new ArrayList<>();
            for (int number = 0; number < scenario.cards().size(); number++) {
                owned.add(buffers.next(BYTES));
            }
            MemoryImage memory = new MemoryImage(pc.machine().cpu(), ram, random);
            List<CardExerciser> cards = new ArrayList<>();
            for (int number = 0; number < owned.size(); number++) {
                cards.add(new CardExerciser(pc, number, scenario.driver(), memory, random));
            }
            kernel.run(
                    "seed " + scenario.seed(),
                    () -> {
                        List<Kthread> threads = new ArrayList<>();
                        for (int number = 0; number < cards.size(); number++) {
                            CardExerciser card = cards.get(number);
                            Buffer buffer = owned.get(number);
                            SplittableRandom own = random.split();
                            threads.add(
                                    kernel.ke()
                                            .createSystemThread(
                                                    pc.cardName(number),
                                                    NORMAL_PRIORITY,
                                                    context ->
                                                            requests(card, buffer, own, scenario),
                                                    null));
                        }
                        threads.forEach(kernel.ke()::waitForSingleObject);
                        return null;
                    });
            memory.verify(scenario);
            cards.forEach(card -> card.verify(scenario));
            int alternations = pc.dmaLog().alternations();
            owned.forEach(buffer -> kernel.mm().freeVirtualMemory(buffer.va()));
            assertEquals(List.of(), pc.unload(), scenario::toString);
            return alternations;
        }
    }

    private static void requests(
            CardExerciser card, Buffer buffer, SplittableRandom random, Scenario scenario) {
        for (int i = 0; i < REQUESTS; i++) {
            Transfer transfer = Transfer.part(buffer.length(), BYTES, 2, random);
            card.move(buffer, transfer, "%s of %s, %s".formatted(transfer, buffer, scenario));
        }
    }
}
