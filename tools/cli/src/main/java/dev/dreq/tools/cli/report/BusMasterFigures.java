package dev.dreq.tools.cli.report;

/**
 * What only a job through a bus master has.
 *
 * @param startDmaCalls calls of VideoPortStartDma
 * @param sgElements ranges of logical addresses that the driver was given
 * @param maximumLength the most bytes that the engine takes in an operation
 */
public record BusMasterFigures(long startDmaCalls, long sgElements, long maximumLength) {}
