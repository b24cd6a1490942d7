package dev.dreq.tools.cli.job;

/**
 * What a driver has done so far.
 *
 * @param requests sent to it
 * @param operations transfers that it asked its device for
 * @param longestOperation in bytes
 */
public record DriverFigures(long requests, long operations, long longestOperation) {}
