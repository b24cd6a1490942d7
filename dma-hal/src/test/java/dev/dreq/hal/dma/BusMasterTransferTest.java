package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bus master's transfers do to memory, whatever the buffer. */
class BusMasterTransferTest {
    private static final long RAM_END = 0x1_9000_0000L;

    @ParameterizedTest
    @CsvSource({"true, 24", "true, 32", "true, 64", "false, 24", "false, 32", "false, 64"})
    void everyByteArrivesInOrderAndNothingElseChanges(boolean scatterGather, int bits) {
        for (long seed = 1; seed <= 40; seed++) {
            new Transfers(seed, scatterGather, bits).run();
        }
    }

    private static final class Transfers {
        private final String message;
        private final SplittableRandom random;
        private final Pc pc = Pc.upTo(RAM_END);
        private final Rig rig;
        private final Master master;
        private final AddressReach reach;
        private final boolean scatterGather;
        private final RandomBuffers buffers;
        private long mapped;

        Transfers(long seed, boolean scatterGather, int bits) {
            this.scatterGather = scatterGather;
            message = "seed %d, scatter/gather %s, %d bits".formatted(seed, scatterGather, bits);
            random = new SplittableRandom(seed);
            int limit = 1 + random.nextInt(9);
            KernelOptions options = KernelOptions.defaults().withDmaMapRegisterLimit(limit);
            rig = new Rig(pc, options.withDmaMapRegisterPool(16));
            master =
                    new Master(
                            rig,
                            bits == 24
                                    ? Master.isa(scatterGather, 0x8000)
                                    : Master.pci(scatterGather, bits, 0x8000));
            assertEquals(Math.min(limit, 9), master.registers, message);
            reach = ((AdapterObject) master.adapter).kind().reach();
            buffers =
                    new RandomBuffers(rig, pc, random)
                            .without(0x1000, bits == 24 ? 0x1000 : 0x1010);
        }

        void run() {
            Mdl bystander = buffers.next(8);
            Master.fill(rig, bystander, buffers.bytes(bystander.byteCount()));
            for (int request = 0; request < 4; request++) {
                Mdl mdl = buffers.next(8);
                Master.fill(rig, mdl, buffers.bytes(mdl.byteCount()));
                master.take(master.registers);
                if (random.nextBoolean()) {
                    writeToDevice(mdl);
                } else {
                    readFromDevice(mdl);
                }
                master.freeRegisters();
            }
            assertEquals(mapped, master.statistics().bytes(), message);
            rig.atDispatch(() -> master.operations.putDmaAdapter(master.adapter));
        }

        private void writeToDevice(Mdl mdl) {
            byte[] data = Master.contents(rig, mdl);
            long va = mdl.startVa() + mdl.byteOffset();
            for (int done = 0; done < data.length; ) {
                int length = operation(va + done, data.length - done);
                Map<Long, byte[]> before = pc.memory();
                List<Master.Run> runs = map(mdl, va + done, length, true);
                assertArrayEquals(
                        Arrays.copyOfRange(data, done, done + length), master.read(runs), message);
                flush(mdl, va + done, runs, true);
                buffers.requireUnchanged(before, mdl, runs, message);
                assertArrayEquals(data, Master.contents(rig, mdl), message);
                done += length;
            }
        }

        private void readFromDevice(Mdl mdl) {
            byte[] expected = Master.contents(rig, mdl);
            long va = mdl.startVa() + mdl.byteOffset();
            for (int done = 0; done < expected.length; ) {
                int length = operation(va + done, expected.length - done);
                byte[] data = buffers.bytes(length);
                Map<Long, byte[]> before = pc.memory();
                List<Master.Run> runs = map(mdl, va + done, length, false);
                assertEquals(
                        before.keySet(), pc.memory().keySet(), message + ", nothing is copied");
                master.write(runs, data);
                flush(mdl, va + done, runs, false);
                System.arraycopy(data, 0, expected, done, length);
                assertArrayEquals(expected, Master.contents(rig, mdl), message);
                buffers.requireUnchanged(before, mdl, runs, message);
                done += length;
            }
        }

        private int operation(long va, int left) {
            int length = (int) Math.min(left, master.capacity(va));
            return random.nextBoolean() ? length : 1 + random.nextInt(length);
        }

        private List<Master.Run> map(Mdl mdl, long va, int length, boolean write) {
            mapped += length;
            List<Master.Run> runs = new ArrayList<>();
            for (long done = 0; done < length; ) {
                // A device may have a limit for an element, so pages may be cut anywhere.
                long wanted = length - done;
                if (scatterGather && random.nextInt(4) == 0) {
                    wanted = 1 + random.nextLong(wanted);
                }
                Master.Run run = master.map(mdl, va + done, wanted, write);
                runs.add(run);
                done += run.length();
            }
            if (!scatterGather) {
                assertEquals(1, runs.size(), message + ": shortened");
            }
            RandomBuffers.requireReachable(runs, reach, length, message);
            return runs;
        }

        /** As one operation, or run by run in any order. */
        private void flush(Mdl mdl, long va, List<Master.Run> runs, boolean write) {
            long length = runs.stream().mapToLong(Master.Run::length).sum();
            if (random.nextBoolean()) {
                assertTrue(master.flush(mdl, va, length, write), message);
                return;
            }
            List<long[]> pieces = new ArrayList<>();
            long done = 0;
            for (Master.Run run : runs) {
                pieces.add(new long[] {va + done, run.length()});
                done += run.length();
            }
            while (!pieces.isEmpty()) {
                long[] piece = pieces.remove(random.nextInt(pieces.size()));
                assertTrue(master.flush(mdl, piece[0], piece[1], write), message);
            }
        }
    }

    @Test
    void bouncedBytesAreSeenOnlyBehindTheFlush() {
        Rig rig = new Rig(Pc.upTo(RAM_END), KernelOptions.defaults());
        Master master = new Master(rig, Master.pci(true, 32, 0x2000));
        Mdl mdl = rig.buffer(0x80, 0x1000, 0x180000L, 0x180002L);
        long va = mdl.startVa() + 0x80;
        byte[] old = new byte[0x1000];
        Arrays.fill(old, (byte) 0x11);
        byte[] data = new byte[0x1000];
        Arrays.fill(data, (byte) 0x22);
        Master.fill(rig, mdl, old);
        List<Master.Run> runs = master.take(2).mapAll(mdl, va, 0x1000, false);
        master.write(runs, data);
        assertArrayEquals(old, Master.contents(rig, mdl));
        master.flush(mdl, va, 0x1000, false);
        assertArrayEquals(data, Master.contents(rig, mdl));
        Arrays.fill(data, (byte) 0x33);
        master.write(runs, data);
        assertEquals(0x22, Master.contents(rig, mdl)[0], "too late");
    }

    @Test
    void aPageThatIsCutTakesOneMapRegister() {
        Rig rig = new Rig(Pc.upTo(RAM_END), KernelOptions.defaults());
        Master master = new Master(rig, Master.pci(true, 32, 0x1000));
        Mdl mdl = rig.buffer(0, 0x1000, 0x180000L);
        master.take(1);
        Master.Run first = master.map(mdl, mdl.startVa(), 0x800, true);
        Master.Run second = master.map(mdl, mdl.startVa() + 0x800, 0x800, true);
        assertEquals(first.address() + 0x800, second.address());
        master.flush(mdl, mdl.startVa(), 0x1000, true);
        master.freeRegisters();
    }

    @Test
    void aMasterWithoutQueueingMayKeepItsChannelAndIsAdvisedOnce() {
        Rig rig = new Rig(Pc.upTo(0x200_0000), KernelOptions.defaults());
        Master master = new Master(rig, Master.pci(false, 32, 0x2000));
        Mdl mdl = rig.scattered(0, 0x2000, 0);
        master.take(2, IoAllocationAction.KeepObject);
        master.map(mdl, mdl.startVa(), 0x2000, true);
        master.flush(mdl, mdl.startVa(), 0x2000, true);
        master.freeChannel();
        master.take(1, IoAllocationAction.KeepObject);
        master.freeChannel();
        assertEquals(1, rig.dma.advice().size(), rig.dma.advice().toString());
        assertTrue(rig.dma.advice().get(0).contains("KeepObject"), rig.dma.advice().get(0));
        rig.slave(Rig.on(1)).take(1).free();
        master.take(1, IoAllocationAction.DeallocateObjectKeepRegisters);
        master.freeRegisters();
        assertEquals(1, rig.dma.advice().size(), "others do what is usual");
        assertEquals(0, master.operations.readDmaCounter(master.adapter));
        assertEquals(1, master.operations.getDmaAlignment(master.adapter));
        rig.atDispatch(() -> master.operations.putDmaAdapter(master.adapter));
    }
}
