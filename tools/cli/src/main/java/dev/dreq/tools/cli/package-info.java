/** The {@code dreq} command: its entrance, which hands each command to its room. */
@NullMarked
package dev.dreq.tools.cli;

import org.jspecify.annotations.NullMarked;
