package dev.dreq.plugin;

import java.util.List;

/** An ability of a device: it has drives whose media a person can change while the machine runs. */
public interface MediaHolder {

    /** The drives that are there, in the device's own order. */
    List<MediaDrive> drives();
}
