/** {@code dreq devices}: the device types, their settings, claims and registers. */
@NullMarked
package dev.dreq.tools.cli.devices;

import org.jspecify.annotations.NullMarked;
