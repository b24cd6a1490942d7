package dev.dreq.tools.drivers.floppy;

/**
 * The disk in a drive.
 *
 * @param geometry how it is divided
 * @param writeProtected whether its tab says so
 */
record Medium(Geometry geometry, boolean writeProtected) {}
