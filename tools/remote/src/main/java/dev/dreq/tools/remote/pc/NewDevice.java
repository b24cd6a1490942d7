package dev.dreq.tools.remote.pc;

import dev.dreq.machine.DeviceNode;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A device that is asked for, checked as far as that goes without the machine.
 *
 * @param id empty for none
 * @param model what it is
 * @param values of its properties
 */
record NewDevice(Optional<String> id, DeviceModel model, Map<String, Object> values) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][-a-zA-Z0-9._]*");

    /**
     * Reads what is asked for.
     *
     * @throws QemuError if there is no such type, or a property is wrong
     */
    static NewDevice of(DeviceModels models, DeviceOption option) {
        DeviceModel model = models.named(option.driver());
        checkId(option.id());
        checkBus(model, option.properties().get(DeviceModel.BUS));
        Map<String, Object> values = model.values(option.properties());
        long address = (Long) values.getOrDefault(DeviceModel.ADDRESS, PciAddress.ANY);
        if (address != PciAddress.ANY && PciAddress.function(address) != 0) {
            throw QemuError.generic(
                    "PCI: single function device can't be populated in function %x.%d"
                            .formatted(PciAddress.slot(address), PciAddress.function(address)));
        }
        return new NewDevice(option.id(), model, values);
    }

    private static void checkId(Optional<String> id) {
        if (id.isPresent() && !IDENTIFIER.matcher(id.get()).matches()) {
            throw QemuError.generic("Parameter 'id' expects an identifier");
        }
    }

    private static void checkBus(DeviceModel model, @Nullable String bus) {
        if (bus == null) {
            return;
        }
        String name = bus.substring(bus.lastIndexOf('/') + 1);
        for (BusKind kind : BusKind.values()) {
            if (kind.busName().equals(name)) {
                if (kind != model.bus()) {
                    throw QemuError.generic(
                            "Device '%s' can't go on %s bus".formatted(model.name(), kind.type()));
                }
                return;
            }
        }
        throw QemuError.generic("Bus '%s' not found".formatted(bus));
    }

    /** The slot that it wants, or {@link PciAddress#ANY}. */
    long slot() {
        long address = (Long) values.getOrDefault(DeviceModel.ADDRESS, PciAddress.ANY);
        return address == PciAddress.ANY ? PciAddress.ANY : PciAddress.slot(address);
    }

    /** The settings of our device. */
    Map<String, String> settings() {
        Map<String, String> settings = model.settings(values);
        if (slot() != PciAddress.ANY) {
            settings.put(DeviceModel.ADDRESS, "0x%x".formatted(slot()));
        }
        return settings;
    }

    /** The device, once it is on the machine. */
    PcDevice on(DeviceNode node, boolean hotplugged) {
        return new PcDevice(id, model, values, Optional.of(node), hotplugged);
    }
}
