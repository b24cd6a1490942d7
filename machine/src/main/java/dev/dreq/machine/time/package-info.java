/** What runs next: virtual time, timers and signals. */
@NullMarked
package dev.dreq.machine.time;

import org.jspecify.annotations.NullMarked;
