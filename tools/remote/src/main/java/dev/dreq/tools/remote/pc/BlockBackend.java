package dev.dreq.tools.remote.pc;

import dev.dreq.plugin.MediaDrive;

/**
 * What is behind a drive: a place for a medium. An ability of the drive's object.
 *
 * @param name as {@code -drive} gave it; empty for none
 * @param drive on the machine
 */
public record BlockBackend(String name, MediaDrive drive) {}
