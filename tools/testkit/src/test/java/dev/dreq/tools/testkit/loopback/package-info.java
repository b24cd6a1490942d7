/**
 * The loop-back slave's driver, written as its author would write it, and properties of whole
 * machines that it moves data on.
 */
@NullMarked
package dev.dreq.tools.testkit.loopback;

import org.jspecify.annotations.NullMarked;
