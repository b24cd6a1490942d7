/** The jobs on a picture: showing it and reading it back through a display driver. */
@NullMarked
package dev.dreq.tools.cli.picture;

import org.jspecify.annotations.NullMarked;
