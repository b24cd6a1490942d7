package dev.dreq.tools.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.floppy.FloppyDriverType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StockDriversTest {

    @Test
    void eachDriverIsFoundByItsName() {
        for (DriverType type : StockDrivers.all()) {
            assertSame(type, StockDrivers.named(type.name()));
        }
        assertEquals("fdc", StockDrivers.named("floppy").deviceType());
        assertEquals("display", StockDrivers.named("display-miniport").deviceType());
    }

    @Test
    void anUnknownNameIsAnsweredWithTheChoices() {
        SettingException e =
                assertThrows(SettingException.class, () -> StockDrivers.named("flopy"));
        assertEquals(
                "there is no driver flopy; there is floppy, busmaster, display-miniport, faulty",
                e.getMessage());
    }

    @Test
    void settingsAreReadAsPeopleWriteThem() {
        DriverType type = StockDrivers.named("floppy");
        assertEquals(
                StartMode.READY,
                Settings.parse(type.settings(), Map.of("start", "ready"))
                        .get(FloppyDriverType.START));
        assertEquals(
                StartMode.STARTIO, Settings.defaults(type.settings()).get(FloppyDriverType.START));
    }

    @Test
    void aWrongSettingIsAnsweredWithWhatIsPossible() {
        DriverType type = StockDrivers.named("floppy");
        SettingException e =
                assertThrows(
                        SettingException.class,
                        () -> Settings.parse(type.settings(), Map.of("start", "now")));
        assertTrue(e.getMessage().contains("startio|queue|ready"), e.getMessage());
    }
}
