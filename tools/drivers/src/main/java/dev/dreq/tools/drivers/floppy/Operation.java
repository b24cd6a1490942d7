package dev.dreq.tools.drivers.floppy;

/**
 * One transfer of the controller, or one byte range that goes through the sector buffer.
 *
 * @param byteOffset where it begins on the medium
 * @param length in bytes, at least 1
 * @param throughSectorBuffer false for whole sectors that move between medium and buffer; true for
 *     a part of one sector, which the driver copies
 */
record Operation(long byteOffset, int length, boolean throughSectorBuffer) {}
