/** Character devices, met by clients. */
@NullMarked
package dev.dreq.tools.remote.chardev;

import org.jspecify.annotations.NullMarked;
