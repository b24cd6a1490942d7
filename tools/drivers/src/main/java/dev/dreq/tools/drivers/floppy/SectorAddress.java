package dev.dreq.tools.drivers.floppy;

/**
 * A sector's address as its ID field has it.
 *
 * @param cylinder C
 * @param head H
 * @param sector R; the first is 1
 */
record SectorAddress(int cylinder, int head, int sector) {}
