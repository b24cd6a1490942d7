/** A kernel in small: the services that a driver's DMA path stands on, over any {@code CpuBus}. */
@NullMarked
package dev.dreq.hal;

import org.jspecify.annotations.NullMarked;
