/** Guest memory: the banks that store it, the compiled map that finds it, and the ways in. */
@NullMarked
package dev.dreq.machine.memory;

import org.jspecify.annotations.NullMarked;
