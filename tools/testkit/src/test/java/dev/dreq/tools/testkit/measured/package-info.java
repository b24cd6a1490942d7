/** What a real QEMU answered, row by row, asked of our devices on a whole machine. */
@NullMarked
package dev.dreq.tools.testkit.measured;

import org.jspecify.annotations.NullMarked;
