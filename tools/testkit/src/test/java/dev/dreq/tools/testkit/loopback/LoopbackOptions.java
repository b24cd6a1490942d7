package dev.dreq.tools.testkit.loopback;

/**
 * What the driver would find in the registry.
 *
 * @param scatterGather the card waits while the channel is programmed anew, so that one map
 *     register, a page at a time, is enough
 * @param demandMode demand instead of single transfers
 */
record LoopbackOptions(boolean scatterGather, boolean demandMode) {}
