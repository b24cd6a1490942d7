/** What a round trip over QEMU's wire costs: one client, our machine and the installed QEMU. */
@NullMarked
package dev.dreq.tools.bench.wire;

import org.jspecify.annotations.NullMarked;
