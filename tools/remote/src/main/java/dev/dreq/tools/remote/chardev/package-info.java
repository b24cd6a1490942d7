/** Byte streams as QEMU's command line names them: sockets that listen or connect, and stdio. */
@NullMarked
package dev.dreq.tools.remote.chardev;

import org.jspecify.annotations.NullMarked;
