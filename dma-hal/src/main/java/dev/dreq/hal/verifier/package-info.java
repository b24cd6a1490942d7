/** The rules of the DMA contract, and what is known of each that a driver broke. */
@NullMarked
package dev.dreq.hal.verifier;

import org.jspecify.annotations.NullMarked;
