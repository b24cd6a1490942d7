package dev.dreq.tools.remote.pc;

/** A kind of bus, with the one bus of the kind that the machine has. */
public enum BusKind {
    PCI("PCI", "pci.0", "pci-device"),
    ISA("ISA", "isa.0", "isa-device"),
    FLOPPY("floppy-bus", "floppy-bus.0", "device");

    private final String type;
    private final String busName;
    private final String deviceType;

    BusKind(String type, String busName, String deviceType) {
        this.type = type;
        this.busName = busName;
        this.deviceType = deviceType;
    }

    /** QEMU's name of the kind. */
    public String type() {
        return type;
    }

    /** The name of the bus. */
    public String busName() {
        return busName;
    }

    /** The type from which those of its devices derive. */
    String deviceType() {
        return deviceType;
    }
}
