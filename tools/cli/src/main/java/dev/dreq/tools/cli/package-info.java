/** The dreq command. */
@NullMarked
package dev.dreq.tools.cli;

import org.jspecify.annotations.NullMarked;
