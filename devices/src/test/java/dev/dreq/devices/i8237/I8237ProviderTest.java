package dev.dreq.devices.i8237;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class I8237ProviderTest {

    private final I8237Provider provider = new I8237Provider();

    private List<IsaClaim> claims(String compat) {
        return provider.claims(Settings.parse(provider.settings(), Map.of("compat", compat)));
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertTrue(
                ServiceLoader.load(DeviceProvider.class).stream()
                        .anyMatch(found -> found.type() == I8237Provider.class));
        assertEquals("i8237", provider.type());
    }

    @Test
    void asksForTheControllersAllPagePortsAndThePlaceOfTheController() {
        assertEquals(
                List.of(
                        IsaClaim.ports("first", 16, 0x00),
                        IsaClaim.ports("second", 32, 0xc0),
                        IsaClaim.ports("pages-80", 16, 0x80),
                        IsaClaim.dmaControl()),
                claims("chip"));
    }

    @Test
    void asksForThePagePortsOfChannelsOnlyWhereQemuDoes() {
        assertEquals(
                List.of(
                        IsaClaim.ports("pages-81", 3, 0x81),
                        IsaClaim.ports("pages-87", 1, 0x87),
                        IsaClaim.ports("pages-89", 3, 0x89),
                        IsaClaim.ports("pages-8f", 1, 0x8f)),
                claims("qemu").subList(2, 6));
    }

    @Test
    void refusesAnotherCompatWithTheChoices() {
        SettingException refused = assertThrows(SettingException.class, () -> claims("bochs"));
        assertTrue(refused.getMessage().contains("chip|qemu"), refused.getMessage());
    }

    @Test
    void namesItsRegistersAsTheDataSheetDoes() {
        Controller controller = mock(Controller.class);
        assertEquals(
                List.of(
                        "ADDRESS_4",
                        "COUNT_4",
                        "ADDRESS_5",
                        "COUNT_5",
                        "ADDRESS_6",
                        "COUNT_6",
                        "ADDRESS_7",
                        "COUNT_7",
                        "STATUS_COMMAND",
                        "REQUEST",
                        "SINGLE_MASK",
                        "MODE",
                        "CLEAR_FLIP_FLOP",
                        "TEMPORARY_MASTER_CLEAR",
                        "CLEAR_MASK",
                        "ALL_MASK"),
                names(ControllerPorts.second(controller)));
        assertEquals("ADDRESS_0", names(ControllerPorts.first(controller)).get(0));
    }

    private static List<String> names(IoHandler handler) {
        return handler.registers().stream().map(Register::name).toList();
    }
}
