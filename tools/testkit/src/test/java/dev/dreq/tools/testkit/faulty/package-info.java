/** Every rule of the DMA contract, broken on a whole machine. */
@NullMarked
package dev.dreq.tools.testkit.faulty;

import org.jspecify.annotations.NullMarked;
