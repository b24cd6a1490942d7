package dev.dreq.tools.remote.pc;

import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A device that a client can name, as an ability of its object.
 *
 * @param id that it was given
 * @param model what it was asked for as
 * @param values of its properties
 * @param node the device on the machine; empty for a floppy drive, which is part of one
 * @param hotplugged whether it came while the machine was there
 */
public record PcDevice(
        Optional<String> id,
        DeviceModel model,
        Map<String, Object> values,
        Optional<DeviceNode> node,
        boolean hotplugged) {

    /** Its PCI slot, if it has one. */
    public OptionalInt slot() {
        return node.stream()
                .flatMap(device -> device.grants().stream())
                .filter(Grant.Slot.class::isInstance)
                .mapToInt(grant -> ((Grant.Slot) grant).number())
                .findFirst();
    }

    /** Whether it can be pulled out while the machine runs. */
    public boolean isHotpluggable() {
        return model.bus() == BusKind.PCI;
    }
}
