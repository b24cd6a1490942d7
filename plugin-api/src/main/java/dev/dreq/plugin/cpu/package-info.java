/** What software on the machine sees of it: ports, memory, interrupt lines and time. */
@NullMarked
package dev.dreq.plugin.cpu;

import org.jspecify.annotations.NullMarked;
