package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.VerifierMode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers that keep the rules break none, whatever they do. */
class VerifierRandomTest {
    private static final int REQUESTS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void correctDriversAreLeftAlone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        VerifierDesk desk = new VerifierDesk(VerifierMode.STOP, seed % 2 == 0);
        try {
            for (int i = 0; i < REQUESTS; i++) {
                request(desk, random);
            }
            desk.slave.operations.putDmaAdapter(desk.slave.adapter);
            desk.master.operations.putDmaAdapter(desk.master.adapter);
        } catch (BugCheck stop) {
            fail("seed " + seed, stop);
        }
        assertEquals(List.of(), desk.kernel.verifier().violations(), "seed " + seed);
    }

    private static void request(VerifierDesk desk, SplittableRandom random) {
        Mdl mdl = random.nextBoolean() ? desk.mdl : other(desk, random);
        long va = desk.rig.mm.getMdlVirtualAddress(mdl);
        int length = mdl.byteCount();
        boolean write = random.nextBoolean();
        desk.kernel.mm().write(va, new byte[] {1, 2, 3}, 0, 3);
        desk.kernel.ke().flushIoBuffers(mdl, !write, true);
        switch (random.nextInt(4)) {
            case 0 -> bySlave(desk, random, mdl, va, length, write);
            case 1 -> byMaster(desk, random, mdl, va, length, write);
            case 2 -> byList(desk, mdl, va, length, write);
            default -> commonBuffer(desk, random);
        }
        desk.kernel.mm().read(va, new byte[length], 0, length);
    }

    private static Mdl other(VerifierDesk desk, SplittableRandom random) {
        return desk.rig.scattered(
                16 * random.nextInt(0x100), 16 + 16 * random.nextInt(0x300), 0x10_0000);
    }

    private static void bySlave(
            VerifierDesk desk,
            SplittableRandom random,
            Mdl mdl,
            long va,
            int length,
            boolean write) {
        desk.slave.take(5);
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, 16 + 16 * random.nextInt(0x200));
            desk.slave.map(mdl, va + done, part, write);
            desk.slave.flush(mdl, va + done, part, write);
            done += part;
        }
        desk.slave.free();
    }

    private static void byMaster(
            VerifierDesk desk,
            SplittableRandom random,
            Mdl mdl,
            long va,
            int length,
            boolean write) {
        desk.master.take(5);
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, 16 + 16 * random.nextInt(0x300));
            List<Master.Run> runs = desk.master.mapAll(mdl, va + done, part, write);
            if (random.nextBoolean()) {
                desk.master.flush(mdl, va + done, part, write);
            } else {
                long at = va + done;
                for (Master.Run run : runs) {
                    desk.master.flush(mdl, at, run.length(), write);
                    at += run.length();
                }
            }
            done += part;
        }
        desk.master.freeRegisters();
    }

    private static void byList(VerifierDesk desk, Mdl mdl, long va, int length, boolean write) {
        ScatterGatherList list = desk.master.getList(mdl, va, length, write);
        assertEquals(length, Master.runs(list).stream().mapToLong(Master.Run::length).sum());
        desk.master.putList(list, write);
    }

    private static void commonBuffer(VerifierDesk desk, SplittableRandom random) {
        int length = 1 + random.nextInt(0x3000);
        PphysicalAddress at = desk.rig.dma.newPhysicalAddress();
        DmaOperations dma = desk.master.operations;
        long va = dma.allocateCommonBuffer(desk.master.adapter, length, at, true);
        desk.kernel.mm().fill(va, length, 7);
        dma.freeCommonBuffer(desk.master.adapter, length, at.get(), va, true);
    }
}
