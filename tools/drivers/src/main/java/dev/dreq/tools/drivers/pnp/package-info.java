/** Plug and play, which is the same in every function driver. */
@NullMarked
package dev.dreq.tools.drivers.pnp;

import org.jspecify.annotations.NullMarked;
