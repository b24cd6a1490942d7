package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.mm.Pages;

/**
 * Divides a request into operations.
 *
 * <p>An operation is as many whole sectors as are left, as the map registers reach from its place
 * in the buffer, as the adapter takes at a time, and as there are to the end of the cylinder. What
 * begins or ends inside a sector, a sector that map registers do not reach across, and what is not
 * aligned as the adapter asks, goes through the sector buffer.
 *
 * @param mapRegisters what the adapter was granted, at least 1
 * @param maximumLength the longest operation that the adapter was asked for, in bytes
 * @param cylinderBytes bytes in a cylinder of the medium
 * @param alignment what GetDmaAlignment answered; sectors keep up to 512
 */
record OperationSplit(int mapRegisters, int maximumLength, int cylinderBytes, int alignment) {
    private static final int SECTOR_BYTES = Geometry.SECTOR_BYTES;

    OperationSplit {
        if (mapRegisters < 1 || maximumLength < SECTOR_BYTES || cylinderBytes < SECTOR_BYTES) {
            throw new IllegalArgumentException(
                    "%d map registers, %d bytes at most, %d bytes in a cylinder"
                            .formatted(mapRegisters, maximumLength, cylinderBytes));
        }
    }

    /** How many bytes from a virtual address on the map registers reach. */
    long capacity(long va) {
        return (long) mapRegisters * Pages.PAGE_SIZE - Pages.byteOffset(va);
    }

    /**
     * The next operation.
     *
     * @param byteOffset where the rest of the request begins on the medium
     * @param va where it begins in the buffer
     * @param remaining its length, at least 1
     */
    Operation next(long byteOffset, long va, long remaining) {
        int inSector = (int) (byteOffset % SECTOR_BYTES);
        long wholeSectors =
                Math.min(
                                Math.min(remaining, capacity(va)),
                                Math.min(maximumLength, toCylinderEnd(byteOffset)))
                        / SECTOR_BYTES
                        * SECTOR_BYTES;
        if (inSector == 0 && wholeSectors > 0 && va % alignment == 0) {
            return new Operation(byteOffset, (int) wholeSectors, false);
        }
        return new Operation(byteOffset, (int) Math.min(SECTOR_BYTES - inSector, remaining), true);
    }

    /**
     * How many bytes from here on move without the sector buffer, under one allocation of the
     * channel; maybe 0.
     */
    long directRun(long byteOffset, long va, long remaining) {
        long run = 0;
        while (run < remaining) {
            Operation operation = next(byteOffset + run, va + run, remaining - run);
            if (operation.throughSectorBuffer()) {
                break;
            }
            run += operation.length();
        }
        return run;
    }

    private long toCylinderEnd(long byteOffset) {
        return cylinderBytes - byteOffset % cylinderBytes;
    }
}
