package dev.dreq.hal.video;

/**
 * VIDEO_CHILD_ENUM_INFO: which child is asked for.
 *
 * @param childDescriptorSize room for its descriptor in bytes
 * @param childIndex counts from 1
 * @param acpiHwId 0: this machine has no ACPI
 */
public record VideoChildEnumInfo(int childDescriptorSize, int childIndex, int acpiHwId) {}
