/** The interrupt inputs of the processor. */
@NullMarked
package dev.dreq.machine.irq;

import org.jspecify.annotations.NullMarked;
