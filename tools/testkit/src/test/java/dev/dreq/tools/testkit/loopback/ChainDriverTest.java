package dev.dreq.tools.testkit.loopback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.dma.DmaCompletionStatus;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Version 3 of system DMA on a whole machine: completion routines, synchronous requests, cancel.
 */
class ChainDriverTest {
    private static final int PORTS = 0x340;
    private static final int CARD_BYTES = 0x10000;
    private static final int INTERRUPT = 9;
    private static final int REGISTERS = 0x20000;

    private final PluginCatalog catalog = PluginCatalog.ofClassPath();

    static Stream<Arguments> channelsAndControllers() {
        return IntStream.of(0, 1, 2, 3, 5, 6, 7)
                .boxed()
                .flatMap(
                        channel ->
                                Stream.of(
                                        Arguments.of(channel, "chip"),
                                        Arguments.of(channel, "qemu")));
    }

    /** A machine with one card; request lines 1 and 2, and 5 and 6, are crossed. */
    private final class Pc implements AutoCloseable {
        final SplittableRandom random;
        final Machine machine;
        final Kernel kernel;
        final ChainDriver driver;
        final FrontPanel panel;
        final int unit;
        final long freePageFrames;
        final byte[] onCard = new byte[CARD_BYTES];

        Pc(int channel, String compat, long seed, int burst, int gap) {
            random = new SplittableRandom(seed);
            List<Integer> lines = List.of(0, 2, 1, 3, 4, 6, 5, 7);
            int line = lines.get(channel);
            machine =
                    Machine.builder()
                            .memory(2 << 20)
                            .catalog(catalog)
                            .device(
                                    "i8237",
                                    Map.of(
                                            "compat",
                                            compat,
                                            "tc-irq",
                                            Integer.toString(INTERRUPT),
                                            "request-lines",
                                            "02134657"))
                            .device(
                                    "loopback-slave",
                                    Map.of(
                                            "dma", Integer.toString(line),
                                            "iobase", "0x%x".formatted(PORTS),
                                            "buffer", Integer.toString(CARD_BYTES),
                                            "burst", Integer.toString(burst),
                                            "gap", Integer.toString(gap)))
                            .build();
            kernel =
                    new Kernel(
                            machine.cpu(),
                            KernelOptions.defaults()
                                    .withSeed(seed)
                                    .withVerifier(VerifierMode.STOP)
                                    .withDmaMapRegisterLimit(1 + random.nextInt(6))
                                    .withSystemDma(
                                            SystemDmaWiring.ofPc()
                                                    .withRequestLines(lines)
                                                    .withTerminalCountInterrupt(INTERRUPT)));
            freePageFrames = kernel.mm().freePageFrames();
            panel = new FrontPanel(machine.bus(), PORTS);
            unit = CardExerciser.unit(channel);
            driver = driver(channel, line);
            random.nextBytes(onCard);
            panel.fill(onCard);
        }

        ChainDriver driver(int channel, int line) {
            DeviceObject device = mock(DeviceObject.class);
            when(device.name()).thenReturn("\\Device\\Card");
            return new ChainDriver(
                    kernel,
                    device,
                    new CmResource.Port(PORTS, 0x20),
                    new CmResource.Dma(channel, line));
        }

        /** Buffers whose MDLs are one chain, locked. */
        Mdl chain(List<Buffer> buffers) {
            Mdl chain = null;
            for (int i = buffers.size() - 1; i >= 0; i--) {
                Buffer buffer = buffers.get(i);
                Mdl mdl = kernel.io().allocateMdl(buffer.va(), buffer.length(), false, false, null);
                kernel.mm()
                        .probeAndLockPages(
                                mdl, AccessMode.KernelMode, LockOperation.IoModifyAccess);
                mdl.setNext(chain);
                chain = mdl;
            }
            return chain;
        }

        void free(Mdl chain, List<Buffer> buffers) {
            for (Mdl mdl = chain; mdl != null; ) {
                Mdl next = mdl.next();
                kernel.mm().unlockPages(mdl);
                kernel.io().freeMdl(mdl);
                mdl = next;
            }
            buffers.forEach(buffer -> kernel.mm().freeVirtualMemory(buffer.va()));
        }

        /** What the driver or the hardware has left behind. */
        List<String> left() {
            driver.close();
            List<String> left = new ArrayList<>(kernel.ke().reports());
            for (DeviceNode node : machine.devices()) {
                node.fault().ifPresent(fault -> left.add(node.name() + ": " + fault));
                if (node.guestErrors() != 0) {
                    left.add(node.name() + " counts guest errors");
                }
            }
            kernel.verifier().violations().forEach(broken -> left.add(broken.report()));
            if (kernel.mm().freePageFrames() != freePageFrames
                    || kernel.mm().lockedPageFrames() != 0
                    || kernel.io().allocatedMdls() != 0) {
                left.add("memory");
            }
            return left;
        }

        @Override
        public void close() {
            kernel.close();
            machine.close();
        }
    }

    private static long physical(List<Buffer> buffers, int index) {
        int at = index;
        for (Buffer buffer : buffers) {
            if (at < buffer.length()) {
                return buffer.physical(at);
            }
            at -= buffer.length();
        }
        throw new AssertionError("behind the chain: " + index);
    }

    @ParameterizedTest(name = "channel {0}, compat={1}")
    @MethodSource("channelsAndControllers")
    void aChainMovesPieceByPieceAndNothingElseChanges(int channel, String compat) {
        for (long seed = 0; seed < 6; seed++) {
            String what = "seed %d, channel %d, %s".formatted(seed, channel, compat);
            int burst = seed % 2 == 0 ? 0 : 0x100;
            try (Pc pc = new Pc(channel, compat, seed, burst, 500)) {
                pc.kernel.run("the driver", () -> move(pc, what));
                assertEquals(List.of(), pc.left(), what);
            }
        }
    }

    private static boolean move(Pc pc, String what) {
        RandomBuffers source =
                new RandomBuffers(
                        pc.kernel.mm(), pc.machine.bus().ramRanges(), pc.unit, 0x5000, pc.random);
        List<Buffer> buffers = List.of(source.next(), source.next(), source.next());
        int bytes = buffers.stream().mapToInt(Buffer::length).sum();
        Mdl chain = pc.chain(buffers);
        MemoryImage memory =
                new MemoryImage(pc.machine.bus(), pc.machine.bus().ramRanges(), pc.random);
        int transfers = 0;
        for (boolean write : new boolean[] {true, false, true}) {
            int offset = pc.random.nextInt(bytes) & -pc.unit;
            int length = Math.max(pc.unit, 1 + pc.random.nextInt(bytes - offset) & -pc.unit);
            pc.driver.takeChannel(pc.random.nextBoolean());
            transfers += pc.driver.move(chain, offset, length, write);
            pc.driver.freeChannel();
            for (int i = 0; i < length; i++) {
                long address = physical(buffers, offset + i);
                if (write) {
                    pc.onCard[i] = memory.get(address);
                } else {
                    memory.set(address, pc.onCard[i]);
                }
            }
            memory.accept(REGISTERS, 0x20000);
            memory.verify(what);
            assertArrayEquals(pc.onCard, pc.panel.contents(CARD_BYTES), what);
        }
        assertEquals(
                java.util.Collections.nCopies(transfers, DmaCompletionStatus.DmaComplete),
                pc.driver.completions,
                what);
        pc.free(chain, buffers);
        return true;
    }

    @ParameterizedTest(name = "channel {0}, compat={1}")
    @MethodSource("channelsAndControllers")
    void ofACancelledTransferWhatMovedArrivesAndTheNextOneWorks(int channel, String compat) {
        for (long seed = 100; seed < 104; seed++) {
            String what = "seed %d, channel %d, %s".formatted(seed, channel, compat);
            try (Pc pc = new Pc(channel, compat, seed, 0x10, 20_000)) {
                boolean write = seed % 2 == 0;
                pc.kernel.run("the driver", () -> cancel(pc, write, what));
                assertEquals(List.of(), pc.left(), what);
            }
        }
    }

    private static boolean cancel(Pc pc, boolean write, String what) {
        RandomBuffers source =
                new RandomBuffers(
                        pc.kernel.mm(), pc.machine.bus().ramRanges(), pc.unit, 0x1000, pc.random);
        List<Buffer> buffers = List.of(source.next(0x800));
        Mdl chain = pc.chain(buffers);
        MemoryImage memory =
                new MemoryImage(pc.machine.bus(), pc.machine.bus().ramRanges(), pc.random);
        pc.driver.takeChannel(true);
        int moved = pc.driver.moveAndCancel(chain, 0x800, write, 100);
        pc.driver.freeChannel();
        assertTrue(moved > 0 && moved < 0x800, () -> what + ": " + moved);
        assertEquals(moved, pc.panel.moved(), what);
        assertEquals(List.of(DmaCompletionStatus.DmaCancelled), pc.driver.completions, what);
        byte[] cardBefore = pc.onCard.clone();
        for (int i = 0; i < moved; i++) {
            long address = physical(buffers, i);
            if (write) {
                pc.onCard[i] = memory.get(address);
            } else {
                memory.set(address, pc.onCard[i]);
            }
        }
        memory.accept(REGISTERS, 0x20000);
        memory.verify(what);
        assertArrayEquals(pc.onCard, pc.panel.contents(CARD_BYTES), what);
        assertEquals(write, !Arrays.equals(cardBefore, pc.onCard), what);

        pc.driver.takeChannel(false);
        assertEquals(0x800, pc.kernel.mm().getMdlByteCount(chain));
        assertTrue(pc.driver.move(chain, 0, 0x800, true) > 0);
        pc.driver.freeChannel();
        pc.free(chain, buffers);
        return true;
    }

    @ParameterizedTest(name = "channel {0}, compat={1}")
    @MethodSource("channelsAndControllers")
    void theCompletionRoutineMayFlushAndFree(int channel, String compat) {
        for (long seed = 200; seed < 204; seed++) {
            String what = "seed %d, channel %d, %s".formatted(seed, channel, compat);
            boolean write = seed % 2 == 0;
            try (Pc pc = new Pc(channel, compat, seed, 0, 0)) {
                pc.kernel.run("the driver", () -> moveEagerly(pc, write, what));
                assertEquals(List.of(), pc.left(), what);
            }
        }
    }

    private static boolean moveEagerly(Pc pc, boolean write, String what) {
        RandomBuffers source =
                new RandomBuffers(
                        pc.kernel.mm(), pc.machine.bus().ramRanges(), pc.unit, 0x1000, pc.random);
        List<Buffer> buffers = List.of(source.next(0x100));
        Mdl chain = pc.chain(buffers);
        MemoryImage memory =
                new MemoryImage(pc.machine.bus(), pc.machine.bus().ramRanges(), pc.random);
        for (int i = 1; i <= 3; i++) {
            pc.driver.takeChannel(true);
            int moved = pc.driver.moveEagerly(chain, 0x100, write);
            for (int at = 0; at < moved; at++) {
                long address = physical(buffers, at);
                if (write) {
                    pc.onCard[at] = memory.get(address);
                } else {
                    memory.set(address, pc.onCard[at]);
                }
            }
            assertEquals(i, pc.driver.completions.size(), what);
        }
        memory.accept(REGISTERS, 0x20000);
        memory.verify(what);
        assertArrayEquals(pc.onCard, pc.panel.contents(CARD_BYTES), what);
        pc.free(chain, buffers);
        return true;
    }

    @ParameterizedTest(name = "channel {0}, compat={1}")
    @MethodSource("channelsAndControllers")
    void aRequestThatWaitsForTheChannelIsTakenBack(int channel, String compat) {
        try (Pc pc = new Pc(channel, compat, 7, 0, 0)) {
            ChainDriver other = pc.driver(channel, List.of(0, 2, 1, 3, 4, 6, 5, 7).get(channel));
            pc.kernel.run(
                    "the drivers",
                    () -> {
                        pc.driver.takeChannel(true);
                        assertTrue(other.askAndCancel());
                        pc.driver.freeChannel();
                        other.takeChannel(true);
                        other.freeChannel();
                        return true;
                    });
            other.close();
            assertEquals(List.of(), pc.left());
        }
    }
}
