@NullMarked
package dev.dreq.tools.remote.pc;

import org.jspecify.annotations.NullMarked;
