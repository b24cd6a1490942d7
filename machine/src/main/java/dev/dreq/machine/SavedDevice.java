package dev.dreq.machine;

import dev.dreq.machine.state.SectionReader;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateWriter;

/** What the machine itself saves of a device, beside the device's own state. */
final class SavedDevice {

    private static final int MAX_FAULT = 1000;

    private final DeviceNode node;
    private final SectionReader saved;

    SavedDevice(DeviceNode node, SectionReader saved) {
        this.node = node;
        this.saved = saved;
    }

    /** Writes a device. One that fails at it is faulted and written as such. */
    static void save(DeviceNode node, StateWriter out) {
        out.putText("grants", grants(node));
        out.putLong("guest-errors", node.guestErrors());
        StateWriter state = out.section("state");
        node.slot().enclosure().run(() -> node.device().ifPresent((Device d) -> d.save(state)));
        String fault = node.fault().map(Throwable::toString).orElse("");
        out.putText("fault", fault.substring(0, Math.min(MAX_FAULT, fault.length())));
        out.putBoolean("unplugged", node.isUnplugged());
    }

    private static String grants(DeviceNode node) {
        return node.grants().stream().map(Grant::settled).toList().toString();
    }

    /** Makes sure that the device has what it had. */
    void checkGrants() {
        String had = saved.getText("grants");
        String has = grants(node);
        if (!had.equals(has)) {
            throw new StateException(
                    "%s was saved with %s and would now have %s".formatted(node.name(), had, has));
        }
        node.slot().restoreGuestErrors(saved.getLong("guest-errors", 0, Long.MAX_VALUE));
    }

    /** Faults or unplugs the device if it was; tells whether. */
    boolean restoreCut() {
        String fault = saved.getText("fault");
        if (!fault.isEmpty()) {
            node.slot()
                    .enclosure()
                    .fault(new IllegalStateException("before it was saved: " + fault));
        }
        if (saved.getBoolean("unplugged")) {
            node.unplug();
        }
        return node.slot().enclosure().isCutOff();
    }
}
