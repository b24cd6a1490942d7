/** A driver for the 82077 and 82078 floppy controllers, over packet-based system DMA. */
@NullMarked
package dev.dreq.tools.drivers.floppy;

import org.jspecify.annotations.NullMarked;
