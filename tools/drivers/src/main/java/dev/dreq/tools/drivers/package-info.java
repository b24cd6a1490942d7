/** The stock drivers. */
@NullMarked
package dev.dreq.tools.drivers;

import org.jspecify.annotations.NullMarked;
