/** The jobs on a floppy: reading, writing and comparing it through its driver. */
@NullMarked
package dev.dreq.tools.cli.floppy;

import org.jspecify.annotations.NullMarked;
