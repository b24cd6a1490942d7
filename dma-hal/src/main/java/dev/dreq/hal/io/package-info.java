/** The I/O manager: driver and device objects, IRPs, packets, interrupts, cancellation and PnP. */
@NullMarked
package dev.dreq.hal.io;

import org.jspecify.annotations.NullMarked;
