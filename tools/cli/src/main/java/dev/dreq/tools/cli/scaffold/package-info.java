/** {@code dreq new}: projects for authors of devices and drivers to begin with. */
@NullMarked
package dev.dreq.tools.cli.scaffold;

import org.jspecify.annotations.NullMarked;
