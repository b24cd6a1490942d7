/** What the kernel and its drivers do, as events of the JDK's flight recorder. */
@NullMarked
package dev.dreq.hal.trace;

import org.jspecify.annotations.NullMarked;
