package dev.dreq.hal.video;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * VIDEO_HW_INITIALIZATION_DATA: a miniport's entry points. Members that this port has no use for
 * are not here: the child extension's size, HwQueryInterface, the legacy resources.
 *
 * @param hwInitDataSize one of {@link #SIZE}, {@link #W2K_SIZE} and {@link #NT4_SIZE}, behind which
 *     there are no members
 * @param hwFindAdapter required
 * @param hwInitialize required
 * @param hwInterrupt null for a device that does not interrupt, or a miniport that polls
 * @param hwStartIo required
 * @param hwDeviceExtension in the place of HwDeviceExtensionSize: makes the miniport's data of one
 *     device, by which every routine knows the device; required
 * @param hwResetHw null for none
 * @param hwTimer null for none
 * @param hwStartDma reserved, never called
 * @param hwSetPowerState required
 * @param hwGetPowerState required
 * @param hwGetVideoChildDescriptor required
 * @param allowEarlyEnumeration whether children may be asked for before HwVidInitialize
 */
public record VideoHwInitializationData(
        int hwInitDataSize,
        @Nullable HwVidFindAdapter hwFindAdapter,
        @Nullable HwVidInitialize hwInitialize,
        @Nullable HwVidInterrupt hwInterrupt,
        @Nullable HwVidStartIo hwStartIo,
        @Nullable Supplier<?> hwDeviceExtension,
        @Nullable HwVidResetHw hwResetHw,
        @Nullable HwVidTimer hwTimer,
        @Nullable HwVidStartDma hwStartDma,
        @Nullable HwVidSetPowerState hwSetPowerState,
        @Nullable HwVidGetPowerState hwGetPowerState,
        @Nullable HwVidGetVideoChildDescriptor hwGetVideoChildDescriptor,
        boolean allowEarlyEnumeration) {

    /** SIZE_OF_NT4_VIDEO_HW_INITIALIZATION_DATA: ends before HwStartDma. */
    public static final int NT4_SIZE = 0x40;

    /** SIZE_OF_W2K_VIDEO_HW_INITIALIZATION_DATA: ends before Reserved. */
    public static final int W2K_SIZE = 0x8C;

    /** SIZE_OF_WXP_VIDEO_HW_INITIALIZATION_DATA. */
    public static final int SIZE = W2K_SIZE + 4;

    /** A structure filled with zeros, to be filled in. */
    public static Builder zeroed() {
        return new Builder();
    }

    /** What a miniport that the system finds by its bus must name and has not; empty if nothing. */
    Optional<String> missing() {
        if (hwInitDataSize == NT4_SIZE) {
            return Optional.of(
                    "HwInitDataSize is that of NT 4, which ends before the power routines: use"
                            + " SIZE");
        }
        if (hwInitDataSize != SIZE && hwInitDataSize != W2K_SIZE) {
            return Optional.of(
                    "HwInitDataSize is 0x%x: use SIZE, 0x%x".formatted(hwInitDataSize, SIZE));
        }
        Map<String, @Nullable Object> required = new LinkedHashMap<>();
        required.put("HwFindAdapter", hwFindAdapter);
        required.put("HwInitialize", hwInitialize);
        required.put("HwStartIO", hwStartIo);
        required.put("the device extension", hwDeviceExtension);
        required.put("HwSetPowerState", hwSetPowerState);
        required.put("HwGetPowerState", hwGetPowerState);
        required.put("HwGetVideoChildDescriptor", hwGetVideoChildDescriptor);
        return required.entrySet().stream()
                .filter(member -> member.getValue() == null)
                .map(member -> member.getKey() + " is NULL: a video miniport must have it")
                .findFirst();
    }

    /** Fills in the data, member by member; what is not named stays zero. */
    public static final class Builder {
        private int hwInitDataSize;
        private @Nullable HwVidFindAdapter hwFindAdapter;
        private @Nullable HwVidInitialize hwInitialize;
        private @Nullable HwVidInterrupt hwInterrupt;
        private @Nullable HwVidStartIo hwStartIo;
        private @Nullable Supplier<?> hwDeviceExtension;
        private @Nullable HwVidResetHw hwResetHw;
        private @Nullable HwVidTimer hwTimer;
        private @Nullable HwVidStartDma hwStartDma;
        private @Nullable HwVidSetPowerState hwSetPowerState;
        private @Nullable HwVidGetPowerState hwGetPowerState;
        private @Nullable HwVidGetVideoChildDescriptor hwGetVideoChildDescriptor;
        private boolean allowEarlyEnumeration;

        private Builder() {}

        /** HwInitDataSize. */
        public Builder hwInitDataSize(int value) {
            hwInitDataSize = value;
            return this;
        }

        /** HwFindAdapter. */
        public Builder hwFindAdapter(HwVidFindAdapter value) {
            hwFindAdapter = value;
            return this;
        }

        /** HwInitialize. */
        public Builder hwInitialize(HwVidInitialize value) {
            hwInitialize = value;
            return this;
        }

        /** HwInterrupt. */
        public Builder hwInterrupt(HwVidInterrupt value) {
            hwInterrupt = value;
            return this;
        }

        /** HwStartIO. */
        public Builder hwStartIo(HwVidStartIo value) {
            hwStartIo = value;
            return this;
        }

        /** In the place of HwDeviceExtensionSize. */
        public Builder hwDeviceExtension(Supplier<?> value) {
            hwDeviceExtension = value;
            return this;
        }

        /** HwResetHw. */
        public Builder hwResetHw(HwVidResetHw value) {
            hwResetHw = value;
            return this;
        }

        /** HwTimer. */
        public Builder hwTimer(HwVidTimer value) {
            hwTimer = value;
            return this;
        }

        /** HwStartDma. */
        public Builder hwStartDma(HwVidStartDma value) {
            hwStartDma = value;
            return this;
        }

        /** HwSetPowerState. */
        public Builder hwSetPowerState(HwVidSetPowerState value) {
            hwSetPowerState = value;
            return this;
        }

        /** HwGetPowerState. */
        public Builder hwGetPowerState(HwVidGetPowerState value) {
            hwGetPowerState = value;
            return this;
        }

        /** HwGetVideoChildDescriptor. */
        public Builder hwGetVideoChildDescriptor(HwVidGetVideoChildDescriptor value) {
            hwGetVideoChildDescriptor = value;
            return this;
        }

        /** AllowEarlyEnumeration. */
        public Builder allowEarlyEnumeration(boolean value) {
            allowEarlyEnumeration = value;
            return this;
        }

        /** The data. */
        public VideoHwInitializationData build() {
            return new VideoHwInitializationData(
                    hwInitDataSize,
                    hwFindAdapter,
                    hwInitialize,
                    hwInterrupt,
                    hwStartIo,
                    hwDeviceExtension,
                    hwResetHw,
                    hwTimer,
                    hwStartDma,
                    hwSetPowerState,
                    hwGetPowerState,
                    hwGetVideoChildDescriptor,
                    allowEarlyEnumeration);
        }
    }
}
