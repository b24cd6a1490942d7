/** The human monitor: the commands that people type. */
@NullMarked
package dev.dreq.tools.remote.hmp;

import org.jspecify.annotations.NullMarked;
