/** Pictures of screens as files. */
@NullMarked
package dev.dreq.tools.remote.screen;

import org.jspecify.annotations.NullMarked;
