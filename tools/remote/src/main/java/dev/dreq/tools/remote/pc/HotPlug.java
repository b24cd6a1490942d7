package dev.dreq.tools.remote.pc;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.tools.remote.board.EjectPort;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Devices that come and go while the machine is there. One that is asked to go stays until firmware
 * lets its slot go at the eject port, or the machine is reset.
 */
final class HotPlug {

    private static final int SLOTS = 32;

    private final Machine machine;
    private final PcObjects objects;
    private final DeviceModels models;
    private final EjectPort ejectPort;
    private final Set<QomObject> leaving = new LinkedHashSet<>();

    HotPlug(PcParts parts) {
        machine = parts.machine();
        objects = parts.objects();
        models = parts.models();
        ejectPort = parts.ejectPort();
        tellRemovable();
    }

    /** What is gone. */
    record Gone(Optional<String> id, String path) {}

    /**
     * Puts a device in.
     *
     * @throws QemuError if it cannot be; then nothing has changed
     */
    void add(DeviceOption option) {
        NewDevice device = NewDevice.of(models, option);
        checkHotpluggable(device.model().bus());
        device.id().ifPresent(this::checkUnused);
        checkSlot(device);
        try {
            DeviceNode node = machine.plug(device.model().pluginType(), device.settings());
            PcDevice placed = device.on(node, true);
            objects.add(placed, false);
            placed.slot().ifPresent(ejectPort::plugged);
        } catch (ConfigurationException refused) {
            throw QemuError.because(refused);
        }
    }

    private static void checkHotpluggable(BusKind bus) {
        if (bus != BusKind.PCI) {
            throw QemuError.generic(
                    "Bus '%s' does not support hotplugging".formatted(bus.busName()));
        }
    }

    private void checkUnused(String id) {
        if (objects.named(id).isPresent()) {
            throw QemuError.generic("Duplicate device ID '%s'".formatted(id));
        }
    }

    private void checkSlot(NewDevice device) {
        Map<Integer, String> holders = holders();
        if (device.slot() == PciAddress.ANY) {
            if (holders.size() == SLOTS) {
                throw QemuError.generic(
                        "PCI: no slot/function available for %s, all in use or reserved"
                                .formatted(device.model().name()));
            }
            return;
        }
        String holder = holders.get((int) device.slot());
        if (holder != null) {
            throw QemuError.generic(
                    "PCI: slot %d function 0 not available for %s, in use by %s"
                            .formatted(device.slot(), device.model().name(), holder));
        }
    }

    /** Who is in which slot, as QEMU says it. */
    private Map<Integer, String> holders() {
        Map<Integer, String> holders = new TreeMap<>();
        holders.put(0, PcTypes.HOST_BRIDGE + ",id=(null)");
        holders.put(1, PcTypes.ISA_BRIDGE + ",id=(null)");
        for (QomObject object : functions()) {
            PcDevice device = device(object);
            holders.put(
                    device.slot().getAsInt(),
                    "%s,id=%s".formatted(object.type(), device.id().orElse("(null)")));
        }
        return holders;
    }

    private List<QomObject> functions() {
        return objects.tree().root().all().stream()
                .filter(
                        object ->
                                object.ability(PcDevice.class)
                                        .flatMap(d -> d.slot().stream().boxed().findFirst())
                                        .isPresent())
                .toList();
    }

    private static PcDevice device(QomObject object) {
        return object.ability(PcDevice.class).orElseThrow();
    }

    /**
     * Asks a device to go.
     *
     * @param name its id, or its path
     * @throws QemuError if there is none of this name, or it cannot go
     */
    void askToLeave(String name) {
        QomObject object = objects.find(name).orElseThrow(() -> QemuError.deviceNotFound(name));
        PcDevice device =
                object.ability(PcDevice.class).orElseThrow(() -> notPluggable(name, object));
        checkHotpluggable(device.model().bus());
        if (!leaving.add(object)) {
            throw QemuError.generic(
                    "Device %s is already in the process of unplug".formatted(name));
        }
        device.slot().ifPresent(ejectPort::leaving);
    }

    private static QemuError notPluggable(String name, QomObject object) {
        return switch (object.type()) {
            case PcTypes.DMA, PcTypes.CMOS ->
                    QemuError.generic(
                            "Bus '%s' does not support hotplugging"
                                    .formatted(BusKind.ISA.busName()));
            case PcTypes.HOST_BRIDGE, PcTypes.ISA_BRIDGE, PcTypes.IO_APIC ->
                    QemuError.generic(
                            "Device '%s' does not support hotplugging".formatted(object.type()));
            default -> QemuError.generic("%s is not a hotpluggable device".formatted(name));
        };
    }

    /** Lets all go that were asked to. */
    List<Gone> completeAll() {
        List<QomObject> going = List.copyOf(leaving);
        return going.stream().map(this::remove).toList();
    }

    /** Lets those go whose slots firmware has let go, whether they were asked to or not. */
    List<Gone> completeEjected() {
        int slots = ejectPort.takeEjected();
        if (slots == 0) {
            return List.of();
        }
        List<Gone> gone = new ArrayList<>();
        for (QomObject object : functions()) {
            if ((slots >> device(object).slot().getAsInt() & 1) != 0) {
                gone.add(remove(object));
            }
        }
        return gone;
    }

    private Gone remove(QomObject object) {
        PcDevice device = device(object);
        Gone gone = new Gone(device.id(), object.path());
        leaving.remove(object);
        device.node().ifPresent(DeviceNode::unplug);
        device.slot().ifPresent(ejectPort::left);
        object.leave();
        return gone;
    }

    private void tellRemovable() {
        int bridges = 0b11;
        ejectPort.removable(~bridges);
    }
}
