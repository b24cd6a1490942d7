/** Saving and restoring devices: named values under a version. */
@NullMarked
package dev.dreq.plugin.state;

import org.jspecify.annotations.NullMarked;
