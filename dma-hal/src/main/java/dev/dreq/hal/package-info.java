/** The Windows DMA services. */
@NullMarked
package dev.dreq.hal;

import org.jspecify.annotations.NullMarked;
