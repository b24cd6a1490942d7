/**
 * The processor, seen from a driver: IRQL, locks, DPCs, interrupts, waits, timers, threads and bug
 * checks.
 */
@NullMarked
package dev.dreq.hal.ke;

import org.jspecify.annotations.NullMarked;
