package dev.dreq.plugin.pci;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;

/** Names a type of PCI function and makes functions of it. */
public interface PciDeviceProvider extends DeviceProvider {

    /** What a function with these settings is, and what it asks for. */
    PciFunction function(Settings settings);

    /**
     * Makes a function, in its power-on state.
     *
     * @param settings parsed and checked
     * @throws dev.dreq.plugin.settings.SettingException for settings that do not go together
     */
    Device create(Settings settings, PciSlot slot);

    /**
     * Makes a function in the state that {@link Device#save} wrote. Configuration space, wires and
     * timers are restored by the machine. It does no DMA.
     *
     * @throws dev.dreq.plugin.state.StateException for a state that it does not understand
     */
    Device restore(Settings settings, PciSlot slot, StateReader state);
}
