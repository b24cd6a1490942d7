/** Remote machines: a QEMU as the machine of a run. */
@NullMarked
package dev.dreq.tools.cli.remote;

import org.jspecify.annotations.NullMarked;
