/**
 * The floppy disk controller: an 82078 as an ISA DMA slave, with two drives.
 *
 * <p>Bytes enter and leave through {@link dev.dreq.devices.fdc.Sequencer}, which knows the three
 * phases; a command's work is done by one unit: {@code SeekUnit}, {@code ControlCommands}, or the
 * {@code DataCommands} of the chip or of QEMU. Units that move data talk to the host through {@code
 * DataPath}, by DMA or by programmed I/O alike.
 */
@NullMarked
package dev.dreq.devices.fdc;

import org.jspecify.annotations.NullMarked;
