/** {@code dreq trace}: recordings of runs, read back as a table and as a timeline. */
@NullMarked
package dev.dreq.tools.cli.trace;

import org.jspecify.annotations.NullMarked;
