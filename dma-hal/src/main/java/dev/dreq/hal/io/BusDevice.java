package dev.dreq.hal.io;

import dev.dreq.hal.ke.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One device as the driver of its bus knows it: what is below a physical device object. */
public interface BusDevice {

    /** The bus. */
    InterfaceType interfaceType();

    /** The hardware ids, the most special first, then the compatible ids. */
    default List<String> hardwareIds() {
        return List.of();
    }

    /**
     * What the device was granted.
     *
     * @throws dev.dreq.hal.ke.StatusException if it cannot have what it needs; the words say why
     */
    CmResourceList resources();

    /** IRP_MN_START_DEVICE has come down: the device may decode and master from now on. */
    default NtStatus start() {
        return NtStatus.STATUS_SUCCESS;
    }

    /** IRP_MN_STOP_DEVICE or a removal has come down: no more. Nothing to do on a second call. */
    default void stop() {}

    /** The way to the device's configuration space; null on a bus that has none. */
    default @Nullable BusConfiguration configuration() {
        return null;
    }
}
