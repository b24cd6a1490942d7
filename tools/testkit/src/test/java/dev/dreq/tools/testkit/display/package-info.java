/** The drivers of the display adapter on a whole machine. */
@NullMarked
package dev.dreq.tools.testkit.display;

import org.jspecify.annotations.NullMarked;
