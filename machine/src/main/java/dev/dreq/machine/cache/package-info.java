/** A processor's cache that bus masters do not see. */
@NullMarked
package dev.dreq.machine.cache;

import org.jspecify.annotations.NullMarked;
