/** The command line of qemu-system-x86_64. */
@NullMarked
package dev.dreq.tools.remote.launcher;

import org.jspecify.annotations.NullMarked;
