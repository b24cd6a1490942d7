/**
 * The PC's pair of 8237A DMA controllers with their page registers.
 *
 * <p>{@link dev.dreq.devices.i8237.ControllerPorts} turns port accesses into the calls of {@link
 * dev.dreq.devices.i8237.Controller}. What these do, and how the pair serves its requests, is
 * {@link dev.dreq.devices.i8237.ChipPair}'s business or, for clients of QEMU, {@link
 * dev.dreq.devices.i8237.QemuPair}'s; the two share nothing but the ports and the way to memory.
 */
@NullMarked
package dev.dreq.devices.i8237;

import org.jspecify.annotations.NullMarked;
