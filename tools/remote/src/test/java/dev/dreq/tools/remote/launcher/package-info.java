/** The command line, and the program. */
@NullMarked
package dev.dreq.tools.remote.launcher;

import org.jspecify.annotations.NullMarked;
