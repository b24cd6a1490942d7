/** What is soldered to the board of QEMU's PC beside the stock devices. Plugins like any other. */
@NullMarked
package dev.dreq.tools.remote.board;

import org.jspecify.annotations.NullMarked;
