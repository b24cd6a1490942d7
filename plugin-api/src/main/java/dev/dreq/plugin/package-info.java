/**
 * The device SPI: all that the author of a device plugin needs.
 *
 * <p>Start at {@link dev.dreq.plugin.isa.IsaDeviceProvider}: it names a device type, says what the
 * device asks for and makes it. A {@link dev.dreq.plugin.isa.IsaSlot} is all that the device ever
 * sees of the machine.
 */
@NullMarked
package dev.dreq.plugin;

import org.jspecify.annotations.NullMarked;
