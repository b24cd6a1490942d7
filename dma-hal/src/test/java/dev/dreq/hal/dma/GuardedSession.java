package dev.dreq.hal.dma;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.VerifierMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A kernel that verifies, with guards or without, and all that a driver and its device see. */
final class GuardedSession {
    final Pc pc = Pc.upTo(0x1_9000_0000L);
    final SplittableRandom random;
    final Kernel kernel;
    final Rig rig;
    final RandomBuffers buffers;

    /** What is seen, in order. */
    final List<String> seen = new ArrayList<>();

    /** With up to nine map registers for an adapter, where chance has it. */
    GuardedSession(long seed, boolean guards) {
        random = new SplittableRandom(seed);
        kernel =
                new Kernel(
                        pc,
                        KernelOptions.defaults()
                                .withDmaMapRegisterLimit(1 + random.nextInt(9))
                                .withDmaMapRegisterPool(16)
                                .withVerifier(VerifierMode.STOP)
                                .withGuards(guards));
        rig = new Rig(kernel);
        buffers = new RandomBuffers(rig, pc, random).without(0x1000, 0x1010);
    }

    /** Buffers with random bytes, of up to so many pages, flushed for both directions. */
    List<Mdl> buffers(int count, int pages, int unit) {
        List<Mdl> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Mdl mdl = buffers.next(pages, unit);
            Master.fill(rig, mdl, buffers.bytes(mdl.byteCount()));
            rig.ke.flushIoBuffers(mdl, true, true);
            rig.ke.flushIoBuffers(mdl, false, true);
            made.add(mdl);
        }
        return made;
    }

    void sees(String what, Object value) {
        seen.add(what + " " + value);
    }

    void seesBytes(byte[] bytes) {
        sees("bytes", Arrays.hashCode(bytes));
    }

    void seesContents(@Nullable Mdl chain) {
        seesBytes(Master.contents(rig, chain));
    }

    /** The adapter is put, and nothing is wrong or left. */
    List<String> end(DmaAdapter adapter) {
        sees("statistics", ((AdapterObject) adapter).statistics());
        adapter.dmaOperations().putDmaAdapter(adapter);
        sees("violations", kernel.verifier().violations());
        sees("free page frames", rig.mm.freePageFrames());
        return seen;
    }
}
