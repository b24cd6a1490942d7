/** Device types, found on the class path and in plugin folders. */
@NullMarked
package dev.dreq.machine.plugin;

import org.jspecify.annotations.NullMarked;
