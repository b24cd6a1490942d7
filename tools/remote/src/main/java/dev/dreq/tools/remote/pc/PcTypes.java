package dev.dreq.tools.remote.pc;

import dev.dreq.tools.remote.qom.QomTypes;

/** The types of the objects of a machine, by QEMU's names. */
final class PcTypes {

    static final String DEVICE = "device";
    static final String MACHINE = "pc-i440fx-7.2-machine";
    static final String HOST = "i440FX-pcihost";
    static final String HOST_BRIDGE = "i440FX";
    static final String ISA_BRIDGE = "PIIX3";
    static final String IO_APIC = "ioapic";
    static final String DMA = "i8257";
    static final String CMOS = "mc146818rtc";
    static final String PROCESSOR = "qemu64-x86_64-cpu";
    static final String CONTAINER = "container";

    private PcTypes() {}

    /** What the board has, and the models of devices. */
    static QomTypes of(DeviceModels models) {
        QomTypes types =
                new QomTypes()
                        .add(QomTypes.OBJECT, CONTAINER, "irq")
                        .addAbstract(QomTypes.OBJECT, "bus", DEVICE, "machine")
                        .add("bus", "System", BusKind.PCI.type(), BusKind.ISA.type())
                        .add("bus", BusKind.FLOPPY.type())
                        .addAbstract("machine", "x86-machine")
                        .addAbstract("x86-machine", "generic-pc-machine")
                        .add("generic-pc-machine", MACHINE)
                        .addAbstract(DEVICE, "sys-bus-device", "pci-device", "isa-device", "cpu")
                        .addAbstract("cpu", "x86_64-cpu")
                        .add("x86_64-cpu", PROCESSOR)
                        .addAbstract("sys-bus-device", "pci-host-bridge", "ioapic-common")
                        .add("pci-host-bridge", HOST)
                        .add("ioapic-common", IO_APIC)
                        .addAbstract("pci-device", "pci-piix3")
                        .add("pci-piix3", ISA_BRIDGE)
                        .add("pci-device", HOST_BRIDGE)
                        .add("isa-device", DMA, CMOS);
        models.all().forEach(model -> types.add(model.bus().deviceType(), model.name()));
        return types;
    }
}
