/** A driver that can be told to break any rule of the DMA contract. */
@NullMarked
package dev.dreq.tools.drivers.faulty;

import org.jspecify.annotations.NullMarked;
