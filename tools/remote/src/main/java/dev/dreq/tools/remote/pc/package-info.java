/**
 * The machine that a QEMU client expects: QEMU's type names, a CMOS, named devices, a run state,
 * one lock.
 */
@NullMarked
package dev.dreq.tools.remote.pc;

import org.jspecify.annotations.NullMarked;
