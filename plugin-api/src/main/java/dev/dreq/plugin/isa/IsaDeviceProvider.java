package dev.dreq.plugin.isa;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Names a type of ISA card and makes cards of it. */
public interface IsaDeviceProvider extends DeviceProvider {

    /** What a card with these settings asks for. */
    List<IsaClaim> claims(Settings settings);

    /**
     * Makes a card, in its power-on state.
     *
     * @param settings parsed and checked
     * @param slot holds what was granted
     * @throws dev.dreq.plugin.settings.SettingException for settings that do not go together, or a
     *     file that cannot be used
     */
    Device create(Settings settings, IsaSlot slot);

    /**
     * Makes a card in the state that {@link Device#save} wrote. Wires and timers are restored by
     * the machine, after all cards have been made and whatever they did with them. The card must
     * not touch memory: no burst and no {@link dev.dreq.plugin.dma.AddressSpace} is used here.
     *
     * @throws dev.dreq.plugin.state.StateException for a state that it does not understand
     */
    Device restore(Settings settings, IsaSlot slot, StateReader state);
}
