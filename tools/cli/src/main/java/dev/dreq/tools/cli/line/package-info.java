/** What the command line says, and the files that it names. */
@NullMarked
package dev.dreq.tools.cli.line;

import org.jspecify.annotations.NullMarked;
