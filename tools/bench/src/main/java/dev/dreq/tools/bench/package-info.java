/**
 * What Dreq costs. Each benchmark stands beside its limit, and only their ratio is a claim: {@link
 * dev.dreq.tools.bench.AtMost} and {@link dev.dreq.tools.bench.AtLeast} say which.
 */
@NullMarked
package dev.dreq.tools.bench;

import org.jspecify.annotations.NullMarked;
