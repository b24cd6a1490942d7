/** Memory, seen from a driver: page frames, virtual addresses, pools and MDLs. */
@NullMarked
package dev.dreq.hal.mm;

import org.jspecify.annotations.NullMarked;
