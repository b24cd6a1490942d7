package dev.dreq.machine;

import dev.dreq.machine.io.DeviceSlot;
import dev.dreq.machine.io.Window;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A device on a machine, as people see it. What it tells is as of now. */
public final class DeviceNode {

    private final DeviceType type;
    private final MachineConfig.DeviceConfig config;
    private final Settings settings;
    private final DeviceSlot slot;
    private @Nullable Device device;

    DeviceNode(
            DeviceType type,
            MachineConfig.DeviceConfig wanted,
            Settings settings,
            DeviceSlot slot) {
        this.type = type;
        this.config = wanted.placed(slot.name(), slot.grants());
        this.settings = settings;
        this.slot = slot;
    }

    /** A declared register at a port. */
    public record PortRegister(int port, Register register) {}

    /** The name on its machine, such as {@code fdc0}. */
    public String name() {
        return slot.name();
    }

    /** Its type. */
    public DeviceType type() {
        return type;
    }

    /** All settings in declared order, as a person would write them. */
    public Map<String, String> settings() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Setting<?> setting : settings.declared()) {
            texts.put(setting.name(), settings.text(setting));
        }
        return Collections.unmodifiableMap(texts);
    }

    /** What was asked for, with the name and the PCI slot that it was given. */
    MachineConfig.DeviceConfig config() {
        return config;
    }

    /** What it was granted, in the order of its claims, and where software has put it. */
    public List<Grant> grants() {
        return slot.grants();
    }

    /** The declared registers by the ports at which they answer. */
    public List<PortRegister> registers() {
        return slot.windows().stream().flatMap(DeviceNode::registers).toList();
    }

    private static Stream<PortRegister> registers(Window window) {
        return window.registers().stream()
                .map(r -> new PortRegister((int) window.base() + r.offset(), r));
    }

    /** The declared registers behind each base address register of a PCI function. */
    public SortedMap<Integer, List<Register>> barRegisters() {
        return slot.barRegisters();
    }

    /** How often the guest did something that a well-behaved one would not do. */
    public long guestErrors() {
        return slot.guestErrors();
    }

    /** What the device's code threw; the device is cut off since. */
    public Optional<Throwable> fault() {
        return slot.enclosure().reason();
    }

    /** {@link #fault} in words, with the device's type and where that was found. */
    public Optional<String> faultReport() {
        return fault().map(type::blamed);
    }

    /**
     * Pulls the device out of its slot, whatever it is doing: its wires fall, its ports and memory
     * float, its DMA fails, a PCI function answers no configuration cycle, and its code runs no
     * more. This one never comes back; {@link Machine#plug} puts another PCI function into the
     * slot, and until then the machine goes on listing this one.
     */
    public void unplug() {
        slot.enclosure().unplug();
    }

    /** Whether the device was pulled out of its slot. */
    public boolean isUnplugged() {
        return slot.enclosure().isUnplugged();
    }

    /** An ability of the device, if it has it and works. */
    public <T> Optional<T> ability(Class<T> kind) {
        return slot.enclosure().isCutOff() || !kind.isInstance(device)
                ? Optional.empty()
                : Optional.of(kind.cast(device));
    }

    void attach(Device made) {
        device = made;
    }

    Optional<Device> device() {
        return Optional.ofNullable(device);
    }

    DeviceSlot slot() {
        return slot;
    }

    void reset() {
        slot.enclosure().run(() -> device().ifPresent(Device::reset));
    }

    /** Whether the other one has this one's name, or sat in its PCI slot. */
    boolean takesNameOrSlotOf(DeviceNode other) {
        return name().equals(other.name())
                || other.grants().stream()
                        .filter(Grant.Slot.class::isInstance)
                        .anyMatch(grants()::contains);
    }

    /** Closes the device; nothing of it is left in its slot. */
    void leave() {
        close();
        slot.leave();
    }

    /** Closes the device, also a faulted one: what it holds outside the machine must go. */
    void close() {
        Device closing = device;
        device = null;
        slot.disconnect();
        if (closing != null) {
            try {
                closing.close();
            } catch (Throwable thrown) {
                slot.enclosure().fault(thrown);
            }
        }
    }
}
