/** What moving data costs: bus masters, the display's engine, the 8237. */
@NullMarked
package dev.dreq.tools.bench.dma;

import org.jspecify.annotations.NullMarked;
