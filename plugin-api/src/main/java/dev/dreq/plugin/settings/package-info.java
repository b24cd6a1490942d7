/**
 * Typed, bounded settings of a device type: declared once, parsed and checked before the device is
 * made.
 */
@NullMarked
package dev.dreq.plugin.settings;

import org.jspecify.annotations.NullMarked;
