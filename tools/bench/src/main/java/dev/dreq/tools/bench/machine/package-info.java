/** What a machine costs: its events, and saving it. */
@NullMarked
package dev.dreq.tools.bench.machine;

import org.jspecify.annotations.NullMarked;
