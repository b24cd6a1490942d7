/** How broken rules are noticed: stands between drivers and the kernel while it verifies. */
@NullMarked
package dev.dreq.hal.verifier.watch;

import org.jspecify.annotations.NullMarked;
