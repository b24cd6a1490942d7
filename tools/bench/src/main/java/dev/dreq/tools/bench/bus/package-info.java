/** What the processor's accesses cost: memory, device memory, ports. */
@NullMarked
package dev.dreq.tools.bench.bus;

import org.jspecify.annotations.NullMarked;
