package dev.dreq.hal.video;

import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.SystemObject;

/**
 * VIDEO_PORT_CONFIG_INFO: what the bus says of a device, and what HwVidFindAdapter says back. Its
 * members about DMA are reserved and not here: {@link VpDeviceDescription} is the place.
 */
public interface VideoPortConfigInfo extends SystemObject {
    /** Bytes of the structure. */
    int LENGTH = 0x80;

    /** Length: {@link #LENGTH}, to be checked. */
    int length();

    /** SystemIoBusNumber. */
    int systemIoBusNumber();

    /** AdapterInterfaceType: the bus. */
    InterfaceType adapterInterfaceType();

    /** BusInterruptLevel: the interrupt input, or the vector of its message; 0 for none. */
    int busInterruptLevel();

    /** BusInterruptVector: the same. */
    int busInterruptVector();

    /**
     * Sets both; no interrupt is connected when HwVidFindAdapter leaves both 0, or when there is no
     * HwInterrupt.
     */
    void setBusInterrupt(int level, int vector);

    /** InterruptMode: how the line asks; Latched for messages. */
    InterruptMode interruptMode();

    /** InterruptShareable. */
    boolean interruptShareable();

    /** HardwareStateSize: bytes of the device's state that the miniport can save. */
    int hardwareStateSize();

    /** Sets HardwareStateSize. */
    void setHardwareStateSize(int hardwareStateSize);

    /** VdmPhysicalVideoMemoryAddress: the VGA window; 0 for none. */
    long vdmPhysicalVideoMemoryAddress();

    /** VdmPhysicalVideoMemoryLength. */
    int vdmPhysicalVideoMemoryLength();

    /** Sets both. */
    void setVdmPhysicalVideoMemory(long address, int length);

    /** DriverRegistryPath. */
    String driverRegistryPath();
}
