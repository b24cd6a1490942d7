/** A driver for the display adapter's bus master, over packet-based bus-master DMA. */
@NullMarked
package dev.dreq.tools.drivers.busmaster;

import org.jspecify.annotations.NullMarked;
