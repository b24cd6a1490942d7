package dev.dreq.tools.remote.pc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PcTest {

    private static final int FLOPPY_IRQ = 6;

    @Test
    void aFloppyControllerLikeQemusInterruptsOnPinSixAfterAReset() {
        try (Pc pc = Pc.of(new PcOptions())) {
            List<String> told = new ArrayList<>();
            pc.locked(
                    () -> {
                        pc.pins().listen((pin, level) -> told.add(pin + "=" + level));
                        pc.bus().out8(0x3f2, 0x00);
                        pc.bus().out8(0x3f2, 0x0c);
                        pc.reset();
                    });
            assertEquals(List.of(FLOPPY_IRQ + "=1", FLOPPY_IRQ + "=0"), told);
        }
    }

    @Test
    void anObjectIsFoundByItsPathAndByAnyTailOfItThatIsItsAlone() {
        PcOptions options =
                new PcOptions()
                        .device(new DeviceOption("bochs-display", Optional.of("bd0"), Map.of()));
        try (Pc pc = Pc.of(options)) {
            pc.locked(
                    () -> {
                        for (String path :
                                List.of("/machine/peripheral/bd0", "peripheral/bd0", "bd0")) {
                            assertEquals(
                                    "bochs-display",
                                    pc.objects().find(path).map(QomObject::type).orElseThrow());
                        }
                        assertTrue(pc.objects().find("device[0]/x").isEmpty());
                        assertTrue(pc.objects().find("").isEmpty());
                        assertEquals(
                                pc.pins(),
                                pc.objects()
                                        .find("ioapic")
                                        .flatMap(o -> o.ability(InterruptPins.class))
                                        .orElseThrow());
                    });
        }
    }

    @Test
    void aRegisterOfADeviceIsAPropertyThatIsReadAndWrittenAsTheGuestDoes() {
        try (Pc pc = Pc.of(new PcOptions())) {
            pc.locked(
                    () -> {
                        QomObject controller = pc.objects().find("device[7]").orElseThrow();
                        assertEquals("isa-fdc", controller.type());
                        controller
                                .property("DOR")
                                .orElseThrow()
                                .change()
                                .orElseThrow()
                                .accept(0x1cL);
                        assertEquals(0x1c, pc.bus().in8(0x3f2));
                        assertEquals(
                                0x80L, controller.property("MSR/DSR").orElseThrow().value().get());
                    });
        }
    }

    @Test
    void theMachineIsNotTouchedWithoutItsLock() {
        try (Pc pc = Pc.of(new PcOptions())) {
            assertThrows(IllegalStateException.class, pc::bus);
        }
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedByName() {
        PcOptions options =
                new PcOptions().device(new DeviceOption("nosuch", Optional.empty(), Map.of()));
        assertEquals(
                "'nosuch' is not a valid device model name",
                assertThrows(QemuError.class, () -> Pc.of(options)).getMessage());
    }
}
