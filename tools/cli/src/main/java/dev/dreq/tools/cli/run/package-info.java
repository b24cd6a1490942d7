/** {@code dreq run}: chooses the work, builds the machine, runs the stages and reports. */
@NullMarked
package dev.dreq.tools.cli.run;

import org.jspecify.annotations.NullMarked;
