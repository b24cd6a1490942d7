/** {@code dreq rules}: the rules of the DMA contract. */
@NullMarked
package dev.dreq.tools.cli.rules;

import org.jspecify.annotations.NullMarked;
