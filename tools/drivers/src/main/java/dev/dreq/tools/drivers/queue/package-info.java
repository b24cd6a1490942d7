/** How a driver takes one IRP at a time, whoever hands them out. */
@NullMarked
package dev.dreq.tools.drivers.queue;

import org.jspecify.annotations.NullMarked;
