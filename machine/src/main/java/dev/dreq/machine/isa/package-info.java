/** The ISA bus: claims and grants, slots, and the DMA wires between slaves and their controller. */
@NullMarked
package dev.dreq.machine.isa;

import org.jspecify.annotations.NullMarked;
