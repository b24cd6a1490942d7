package dev.dreq.devices;

import dev.dreq.plugin.MediaDrive;

/** A floppy disk drive, and what it is built for. */
public interface FloppyDrive extends MediaDrive {

    /** What the drive is built for, as the setting spells it: 120, 144, 288. */
    String driveType();
}
