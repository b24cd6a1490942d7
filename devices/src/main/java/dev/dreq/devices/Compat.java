package dev.dreq.devices;

import dev.dreq.plugin.settings.Setting;

/** Whose behaviour a device shows where the data sheet and QEMU part. */
public enum Compat {
    /** The chip's, as its data sheet has it. */
    CHIP,
    /** That of QEMU 7.2, for clients written against it. */
    QEMU;

    /** The setting that chooses; a provider declares one of its own. */
    public static Setting<Compat> setting() {
        return Setting.choice("compat", CHIP, "behave as the data sheet says, or as QEMU 7.2 does");
    }
}
