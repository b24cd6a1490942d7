package dev.dreq.hal.video;

import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/** HwVidFindAdapter. Called at PASSIVE_LEVEL when the device starts. */
@FunctionalInterface
public interface HwVidFindAdapter {

    /**
     * Checks the configuration, claims and maps the device, gets DMA adapters; changes no mode.
     *
     * @param hwContext what VideoPortInitialize was given
     * @param argumentString null
     * @param configInfo IN OUT: what the bus says of the device; whose length is to be checked
     * @param again ignored; set it to 0
     * @return NO_ERROR, ERROR_INVALID_PARAMETER or ERROR_DEV_NOT_EXIST; what it took is given back
     *     unless NO_ERROR
     */
    VpStatus findAdapter(
            Object hwDeviceExtension,
            @Nullable Object hwContext,
            @Nullable String argumentString,
            VideoPortConfigInfo configInfo,
            Pulong again);
}
