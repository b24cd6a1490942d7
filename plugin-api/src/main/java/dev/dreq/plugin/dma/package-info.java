/** Direct memory access: bus masters, slaves, request lines and the controllers that serve them. */
@NullMarked
package dev.dreq.plugin.dma;

import org.jspecify.annotations.NullMarked;
