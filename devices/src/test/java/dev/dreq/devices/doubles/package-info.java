/** What stands in for a machine in the tests of all devices: time, and saved state. */
@NullMarked
package dev.dreq.devices.doubles;

import org.jspecify.annotations.NullMarked;
