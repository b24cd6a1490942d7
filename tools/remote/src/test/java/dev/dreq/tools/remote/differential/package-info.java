/**
 * Random sequences of operations, done by a real QEMU and by our machine, and compared answer by
 * answer.
 */
@NullMarked
package dev.dreq.tools.remote.differential;

import org.jspecify.annotations.NullMarked;
