package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.dma.DmaStatistics;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop over partial transfers with random buffers, map registers and devices. */
@Timeout(60)
class PartialTransferTest {
    private static final long FOUR_GIB = 1L << 32;
    private static final int MARGIN = 0x40;

    /**
     * @param above where the buffer's pages lie; from 4 GiB on they are bounced for a 32-bit device
     */
    private record Shape(
            boolean scatterGather,
            int maximumLength,
            int registers,
            int offset,
            int length,
            long above,
            boolean toDevice) {

        static Shape random(SplittableRandom random) {
            return new Shape(
                    random.nextBoolean(),
                    random.nextInt(1, 0xC000),
                    random.nextInt(1, 17),
                    random.nextInt(Pages.PAGE_SIZE),
                    random.nextInt(1, 0x20000),
                    random.nextInt(3) == 0 ? FOUR_GIB : 0,
                    random.nextBoolean());
        }

        /** The pieces that the rule of the mapped length gives. */
        List<String> pieces(int granted) {
            List<String> pieces = new ArrayList<>();
            for (int at = 0; at < length; ) {
                int room = granted * Pages.PAGE_SIZE - (offset + at) % Pages.PAGE_SIZE;
                int mapped = Math.min(Math.min(length - at, maximumLength), room);
                pieces.add("(%X, %X)->%X".formatted(at, length - at, mapped));
                at += mapped;
            }
            return pieces;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void everyByteArrivesWhereItShouldAndNothingElseChanges(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 4; run++) {
            Shape shape = Shape.random(random);
            move(shape, random, "seed %d, run %d: %s".formatted(seed, run, shape));
        }
    }

    private static void move(Shape shape, SplittableRandom random, String message) {
        try (TransferMiniport miniport =
                new TransferMiniport(
                        ScriptedBus.upTo(FOUR_GIB + (64L << 20)),
                        KernelOptions.defaults()
                                .withDmaMapRegisterLimit(shape.registers())
                                .withSeed(random.nextLong()),
                        new VpDeviceDescription(
                                shape.scatterGather(), true, false, shape.maximumLength()))) {
            Mm mm = miniport.port.kernel.mm();
            Placement placement =
                    Placement.scattered().atOffset(shape.offset()).above(shape.above());
            // A margin behind the buffer, inside the same allocation, must stay as it is.
            long va = mm.allocateVirtualMemory(shape.length() + MARGIN, placement);
            byte[] source = bytes(random, shape.length());
            byte[] margin = bytes(random, MARGIN);
            mm.write(va + shape.length(), margin, 0, MARGIN);
            if (shape.toDevice()) {
                mm.write(va, source, 0, source.length);
            } else {
                System.arraycopy(source, 0, miniport.vram, 0, source.length);
            }
            assertEquals(
                    NtStatus.STATUS_SUCCESS,
                    miniport.transfer(va, shape.length(), shape.toDevice()).status(),
                    message);
            byte[] target = new byte[miniport.vram.length];
            System.arraycopy(source, 0, target, 0, source.length);
            assertArrayEquals(target, miniport.vram, message);
            assertArrayEquals(source, read(mm, va, source.length), message);
            assertArrayEquals(margin, read(mm, va + shape.length(), MARGIN), message);
            check(shape, miniport, message);
        }
    }

    private static void check(Shape shape, TransferMiniport miniport, String message) {
        DmaStatistics statistics = miniport.port.kernel.dma().statistics().get(0);
        assertEquals(shape.pieces(statistics.mapRegisters()), miniport.pieces, message);
        assertTrue(statistics.mapRegisters() <= shape.registers(), message);
        assertEquals(shape.length(), statistics.bytes(), message);
        boolean above = shape.above() != 0;
        if (shape.scatterGather() || above) {
            assertEquals(above ? shape.length() : 0, statistics.bouncedBytes(), message);
        }
        if (!shape.scatterGather()) {
            assertEquals(1, miniport.largestList, message);
        }
        assertEquals(0, miniport.port.kernel.mm().lockedPageFrames(), message);
        miniport.port.video.putDmaAdapter(miniport.port, miniport.port.adapter);
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(Mm mm, long va, int length) {
        byte[] bytes = new byte[length];
        mm.read(va, bytes, 0, length);
        return bytes;
    }
}
