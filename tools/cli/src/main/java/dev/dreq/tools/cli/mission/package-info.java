/**
 * What a run does if nothing is asked of it: a picture goes from a floppy to the screen and back.
 */
@NullMarked
package dev.dreq.tools.cli.mission;

import org.jspecify.annotations.NullMarked;
