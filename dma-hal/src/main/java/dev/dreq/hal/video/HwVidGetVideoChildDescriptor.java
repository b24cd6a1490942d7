package dev.dreq.hal.video;

import dev.dreq.hal.mm.Pulong;

/** HwVidGetVideoChildDescriptor. Called at PASSIVE_LEVEL. */
@FunctionalInterface
public interface HwVidGetVideoChildDescriptor {

    /**
     * Describes one child, such as a monitor.
     *
     * @param childEnumInfo which child
     * @param videoChildType OUT: a {@link VideoChildType#value}
     * @param childDescriptor OUT: address of room for the EDID, as large as the info says
     * @param uId OUT: the child's identifier, unique for this adapter
     * @param unused set it to 0
     * @return ERROR_CONTINUE for a child, ERROR_INVALID_NAME for none with this index,
     *     ERROR_NO_MORE_DEVICES for none from here on
     */
    VpStatus getVideoChildDescriptor(
            Object hwDeviceExtension,
            VideoChildEnumInfo childEnumInfo,
            Pulong videoChildType,
            long childDescriptor,
            Pulong uId,
            Pulong unused);
}
