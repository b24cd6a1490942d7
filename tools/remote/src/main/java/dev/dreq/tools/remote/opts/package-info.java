/** QEMU's option syntax. */
@NullMarked
package dev.dreq.tools.remote.opts;

import org.jspecify.annotations.NullMarked;
