/** What the DMA services cost, and whole requests through drivers. */
@NullMarked
package dev.dreq.tools.bench.hal;

import org.jspecify.annotations.NullMarked;
