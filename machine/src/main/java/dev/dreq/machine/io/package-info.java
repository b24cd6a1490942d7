/** Windows that devices decode, the port space, and the enclosure that holds a device in. */
@NullMarked
package dev.dreq.machine.io;

import org.jspecify.annotations.NullMarked;
