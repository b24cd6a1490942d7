/** What plugin and driver authors test with. */
@NullMarked
package dev.dreq.tools.testkit;

import org.jspecify.annotations.NullMarked;
