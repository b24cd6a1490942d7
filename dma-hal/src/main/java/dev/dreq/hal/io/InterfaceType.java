package dev.dreq.hal.io;

/** INTERFACE_TYPE: the bus a device sits on. */
public enum InterfaceType {
    InterfaceTypeUndefined(-1),
    Internal(0),
    Isa(1),
    Eisa(2),
    MicroChannel(3),
    TurboChannel(4),
    PCIBus(5),
    ACPIBus(17);

    private final int value;

    InterfaceType(int value) {
        this.value = value;
    }

    /** The number in wdm.h. */
    public int value() {
        return value;
    }
}
