/**
 * The conformance kit: what every device must do, whatever it is. Extend {@link
 * dev.dreq.tools.testkit.conformance.DeviceConformance}, name your provider, and run the tests.
 */
@NullMarked
package dev.dreq.tools.testkit.conformance;

import org.jspecify.annotations.NullMarked;
