package dev.dreq.tools.drivers.floppy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationSplitTest {
    private static final int CYLINDER_1440K = 36 * 512;
    private static final long BUFFER = 0x7f00_0000;

    private static List<Integer> lengths(
            OperationSplit split, long byteOffset, long va, int length) {
        List<Integer> lengths = new ArrayList<>();
        for (int done = 0; done < length; ) {
            Operation operation = split.next(byteOffset + done, va + done, length - done);
            lengths.add(operation.throughSectorBuffer() ? -operation.length() : operation.length());
            done += operation.length();
        }
        return lengths;
    }

    @Test
    void threeRegistersReachThreePagesOfAnAlignedBuffer() {
        OperationSplit split = new OperationSplit(3, SystemDma.MAXIMUM_LENGTH, CYLINDER_1440K, 1);
        assertEquals(List.of(12288, 6144), lengths(split, 0, BUFFER, CYLINDER_1440K));
    }

    @Test
    void anOffsetCostsTheFirstOperationItsPartOfAPage() {
        OperationSplit split = new OperationSplit(3, SystemDma.MAXIMUM_LENGTH, CYLINDER_1440K, 1);
        assertEquals(List.of(10240, 8192), lengths(split, 0, BUFFER + 0x800, CYLINDER_1440K));
    }

    @Test
    void anOperationEndsWithItsCylinder() {
        OperationSplit split = new OperationSplit(13, SystemDma.MAXIMUM_LENGTH, CYLINDER_1440K, 1);
        assertEquals(
                List.of(512, CYLINDER_1440K, 1024),
                lengths(split, CYLINDER_1440K - 512, BUFFER, 512 + CYLINDER_1440K + 1024));
    }

    @Test
    void anOperationIsNoLongerThanTheAdapterWasAskedFor() {
        OperationSplit split = new OperationSplit(13, 1024, CYLINDER_1440K, 1);
        assertEquals(List.of(1024, 1024, 512), lengths(split, 0, BUFFER, 2560));
    }

    @Test
    void raggedEndsGoThroughTheSectorBuffer() {
        OperationSplit split = new OperationSplit(13, SystemDma.MAXIMUM_LENGTH, CYLINDER_1440K, 1);
        assertEquals(List.of(-412, 1024, -1), lengths(split, 100, BUFFER, 412 + 1024 + 1));
        assertEquals(List.of(-10), lengths(split, 100, BUFFER, 10));
    }

    @Test
    void aSectorThatOneRegisterDoesNotReachAcrossGoesThroughTheSectorBuffer() {
        OperationSplit split = new OperationSplit(1, SystemDma.MAXIMUM_LENGTH, CYLINDER_1440K, 1);
        assertEquals(
                List.of(-512, 3584, -512), lengths(split, 0, BUFFER + 0xf00, 512 + 3584 + 512));
    }

    @Test
    void whatTheAdapterDoesNotTakeWhereItLiesGoesThroughTheSectorBuffer() {
        OperationSplit split = new OperationSplit(13, SystemDma.MAXIMUM_LENGTH, CYLINDER_1440K, 64);
        assertEquals(List.of(1024), lengths(split, 0, BUFFER + 64, 1024));
        assertEquals(List.of(-512, -512), lengths(split, 0, BUFFER + 8, 1024));
        assertEquals(List.of(-504, 512), lengths(split, 8, BUFFER + 8, 504 + 512));
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new OperationSplit(0, 512, 512, 1));
        assertThrows(IllegalArgumentException.class, () -> new OperationSplit(1, 511, 512, 1));
        assertThrows(IllegalArgumentException.class, () -> new OperationSplit(1, 512, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void operationsCoverARequestInOrderAndKeepEveryLimit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            Geometry geometry = KnownFormats.all().get(random.nextInt(KnownFormats.all().size()));
            OperationSplit split =
                    new OperationSplit(
                            random.nextInt(1, 17),
                            random.nextInt(1, 97) * 512,
                            geometry.cylinderBytes(),
                            1 << random.nextInt(10));
            long byteOffset = random.nextLong(geometry.bytes());
            long length = random.nextLong(1, Math.min(geometry.bytes() - byteOffset, 100_000) + 1);
            int place = random.nextInt(0x1000);
            long va = BUFFER + (random.nextBoolean() ? place : place & -split.alignment());
            String words =
                    "seed %d, case %d: %s, %s, %d+%d at %x"
                            .formatted(seed, i, split, geometry, byteOffset, length, va);
            checkSplit(split, geometry, byteOffset, va, length, words);
        }
    }

    private static void checkSplit(
            OperationSplit split,
            Geometry geometry,
            long byteOffset,
            long va,
            long length,
            String words) {
        long done = 0;
        while (done < length) {
            Operation operation = split.next(byteOffset + done, va + done, length - done);
            assertEquals(byteOffset + done, operation.byteOffset(), words);
            assertTrue(operation.length() > 0 && operation.length() <= length - done, words);
            SectorAddress first = geometry.sectorAt(operation.byteOffset());
            SectorAddress last = geometry.sectorAt(operation.byteOffset() + operation.length() - 1);
            assertEquals(first.cylinder(), last.cylinder(), words);
            long pages = Pages.addressAndSizeToSpanPages(va + done, operation.length());
            if (operation.throughSectorBuffer()) {
                assertEquals(first, last, words);
                assertTrue(
                        operation.length() < 512
                                || pages > split.mapRegisters()
                                || (va + done) % split.alignment() != 0,
                        words);
            } else {
                assertEquals(0, operation.byteOffset() % 512, words);
                assertEquals(0, operation.length() % 512, words);
                assertEquals(0, (va + done) % split.alignment(), words);
                assertTrue(pages <= split.mapRegisters(), words);
                assertTrue(operation.length() <= split.maximumLength(), words);
                assertLongest(split, geometry, operation, va + done, length - done, words);
            }
            done += operation.length();
        }
        assertEquals(length, done, words);
    }

    /** One sector more would have broken a limit. */
    private static void assertLongest(
            OperationSplit split,
            Geometry geometry,
            Operation operation,
            long va,
            long rest,
            String words) {
        int more = operation.length() + 512;
        assertFalse(
                more <= rest
                        && more <= split.maximumLength()
                        && Pages.addressAndSizeToSpanPages(va, more) <= split.mapRegisters()
                        && operation.byteOffset() % geometry.cylinderBytes() + more
                                <= geometry.cylinderBytes(),
                words);
    }

    @Test
    void aDirectRunEndsWhereTheSectorBufferBegins() {
        OperationSplit split = new OperationSplit(2, SystemDma.MAXIMUM_LENGTH, CYLINDER_1440K, 1);
        assertEquals(40 * 512, split.directRun(0, BUFFER, 40 * 512 + 3));
        assertEquals(0, split.directRun(1, BUFFER, 40 * 512));
    }
}
