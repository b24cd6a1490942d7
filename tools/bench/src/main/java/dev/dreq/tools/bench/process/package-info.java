/** What whole processes cost: pairs of runs, one beside the other. */
@NullMarked
package dev.dreq.tools.bench.process;

import org.jspecify.annotations.NullMarked;
