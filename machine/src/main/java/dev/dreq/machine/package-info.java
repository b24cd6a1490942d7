/** The machine core. */
@NullMarked
package dev.dreq.machine;

import org.jspecify.annotations.NullMarked;
