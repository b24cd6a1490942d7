package dev.dreq.tools.remote.pc;

import dev.dreq.machine.DeviceNode;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.remote.qom.QomObject;
import dev.dreq.tools.remote.qom.QomProperty;
import dev.dreq.tools.remote.qom.QomTree;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The object tree of a machine, with the places that QEMU's clients know. */
final class PcObjects {

    private static final int SECOND_DMA = 0xc0;

    private final QomTree tree = new QomTree();
    private final QomObject peripheral = new QomObject(PcTypes.CONTAINER);
    private final QomObject anonymous = new QomObject(PcTypes.CONTAINER);
    private final QomObject unattached = new QomObject(PcTypes.CONTAINER);
    private final QomObject pci = new QomObject(BusKind.PCI.type());
    private final QomObject isa = new QomObject(BusKind.ISA.type());
    private final QomObject floppies = new QomObject(BusKind.FLOPPY.type());

    private final CpuBus bus;

    /**
     * Places what every machine has.
     *
     * @param bus through which registers are read and written
     */
    PcObjects(InterruptPins pins, CpuBus bus) {
        this.bus = bus;
        for (String container : new String[] {"backend", "objects", "chardevs"}) {
            tree.root().add(container, new QomObject(PcTypes.CONTAINER));
        }
        QomObject machine = tree.root().add("machine", new QomObject(PcTypes.MACHINE));
        machine.add("peripheral", peripheral);
        machine.add("peripheral-anon", anonymous);
        machine.add("unattached", unattached);
        QomObject host = machine.add("i440fx", new QomObject(PcTypes.HOST));
        QomObject apic = host.add(PcTypes.IO_APIC, new QomObject(PcTypes.IO_APIC, pins));
        for (int pin = 0; pin < InterruptPins.COUNT; pin++) {
            apic.addNumbered("unnamed-gpio-in", new QomObject("irq"));
        }
        host.add(BusKind.PCI.busName(), pci);
        board(new QomObject(PcTypes.PROCESSOR));
        board(new QomObject(PcTypes.HOST_BRIDGE)).add(link("parent_bus", pci));
        QomObject bridge = board(new QomObject(PcTypes.ISA_BRIDGE)).add(link("parent_bus", pci));
        bridge.add(BusKind.ISA.busName(), isa);
    }

    QomTree tree() {
        return tree;
    }

    private QomObject board(QomObject object) {
        return unattached.addNumbered("device", object);
    }

    /** The object of the machine's one processor. */
    QomObject processor() {
        return unattached.child("device[0]").orElseThrow();
    }

    /** The object of an id. */
    Optional<QomObject> named(String id) {
        return peripheral.child(id);
    }

    /** The object of an id, or at an absolute path. */
    Optional<QomObject> find(String name) {
        return name.startsWith("/") ? tree.find(name) : named(name);
    }

    /** Places the two system DMA controllers, which are one device of ours. */
    void addDma(DeviceNode node) {
        addDma(node, 0x00, 0, 0x80, port -> port < 0x88);
        addDma(node, SECOND_DMA, 1, 0x88, port -> port >= 0x88);
    }

    private void addDma(DeviceNode node, long base, long shift, long pages, IntPredicate ports) {
        QomObject object = board(new QomObject(PcTypes.DMA, node)).add(link("parent_bus", isa));
        object.add(QomProperty.reading("base", "int32", () -> base));
        object.add(QomProperty.reading("dshift", "int32", () -> shift));
        object.add(QomProperty.reading("page-base", "int32", () -> pages));
        new RegisterProperties(object, node, bus).add(ports);
    }

    /** Places a device of the board that no client asks for. */
    void addBoard(String type, DeviceNode node) {
        QomObject object = board(new QomObject(type, node)).add(link("parent_bus", isa));
        new RegisterProperties(object, node, bus).add(port -> true);
    }

    /**
     * Places a device.
     *
     * @param always whether the machine has it without a client asking
     */
    QomObject add(PcDevice device, boolean always) {
        QomObject object =
                device.node()
                        .map(node -> new QomObject(device.model().name(), device, node))
                        .orElseGet(() -> new QomObject(device.model().name(), device));
        place(object, device, always);
        device.node()
                .ifPresent(node -> new RegisterProperties(object, node, bus).add(port -> true));
        return object;
    }

    /** Places the floppy controller, which has the bus of the drives. */
    void addFloppyController(PcDevice device) {
        add(device, true).add(BusKind.FLOPPY.busName(), floppies);
    }

    /** Places a floppy drive. */
    void addFloppy(PcDevice device, boolean always, Optional<String> block, MediaDrive drive) {
        QomObject object =
                new QomObject(
                        device.model().name(), device, new BlockBackend(block.orElse(""), drive));
        place(object, device, always);
        object.add(
                QomProperty.reading(
                        FloppyDrives.TYPE, "FdcDriveType", () -> drive.builtFor().orElse("auto")));
        block.ifPresent(
                name -> object.add(QomProperty.reading(FloppyDrives.DRIVE, "str", () -> name)));
    }

    private void place(QomObject object, PcDevice device, boolean always) {
        if (always) {
            board(object);
        } else if (device.id().isPresent()) {
            peripheral.add(device.id().get(), object);
        } else {
            anonymous.addNumbered("device", object);
        }
        object.add(link("parent_bus", bus(device.model().bus())));
        object.add(QomProperty.reading("realized", "bool", () -> true));
        object.add(QomProperty.reading("hotplugged", "bool", device::hotplugged));
        object.add(QomProperty.reading("hotpluggable", "bool", device::isHotpluggable));
        for (ModelProperty property : device.model().properties()) {
            value(device, property)
                    .ifPresent(
                            value ->
                                    object.add(
                                            QomProperty.given(
                                                    property.name(),
                                                    property.type(),
                                                    value,
                                                    device.id().orElse(""),
                                                    device.model().name())));
        }
    }

    /** What a property was given; of the slot, which one it became. */
    private static Optional<Object> value(PcDevice device, ModelProperty property) {
        return property.name().equals(DeviceModel.ADDRESS) && device.slot().isPresent()
                ? Optional.of(PciAddress.of(device.slot().getAsInt()))
                : Optional.ofNullable(device.values().get(property.name()));
    }

    private QomObject bus(BusKind kind) {
        return switch (kind) {
            case PCI -> pci;
            case ISA -> isa;
            case FLOPPY -> floppies;
        };
    }

    private static QomProperty link(String name, QomObject target) {
        return QomProperty.reading(name, "link<bus>", target::path);
    }
}
