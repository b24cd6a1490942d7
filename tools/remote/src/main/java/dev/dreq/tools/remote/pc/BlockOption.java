package dev.dreq.tools.remote.pc;

import dev.dreq.plugin.MediaDrive.Medium;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A block device that somebody asks for, as {@code -drive} names it.
 *
 * @param id its name
 * @param floppy the floppy drive that it is in, 0 or 1; empty for {@code if=none}, where a device
 *     names it
 * @param medium empty for an empty drive
 */
public record BlockOption(String id, OptionalInt floppy, Optional<Medium> medium) {}
