/** Drivers on machines whose processor and bus masters do not see memory alike. */
@NullMarked
package dev.dreq.tools.testkit.coherent;

import org.jspecify.annotations.NullMarked;
