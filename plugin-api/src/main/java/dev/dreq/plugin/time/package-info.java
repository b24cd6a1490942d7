/** Virtual time: the clock of the machine and the named timers of a device. */
@NullMarked
package dev.dreq.plugin.time;

import org.jspecify.annotations.NullMarked;
