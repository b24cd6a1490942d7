package dev.dreq.tools.remote.pc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.tools.remote.qom.ErrorClass;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that come and go, as measured on QEMU 7.2.22. */
class HotPlugTest {

    private static final int UP = 0xae00;
    private static final int DOWN = 0xae04;
    private static final int EJECT = 0xae08;
    private static final int REMOVABLE = 0xae0c;
    private static final int BUS = 0xae10;
    private static final int ABSENT = 0xffff_ffff;
    private static final int DISPLAY = 0x1111_1234;

    private final Pc pc = Pc.of(new PcOptions().withoutDefaults());
    private final List<String> deleted = new ArrayList<>();

    @BeforeEach
    void listen() {
        pc.listen(
                new PcListener() {
                    @Override
                    public void deviceDeleted(Optional<String> id, String path) {
                        deleted.add(id.orElse("") + " " + path);
                    }
                });
    }

    @AfterEach
    void close() {
        pc.close();
    }

    private void plug(String id, String slot) {
        pc.locked(
                () ->
                        pc.plug(
                                new DeviceOption(
                                        "bochs-display", Optional.of(id), Map.of("addr", slot))));
    }

    private int in(int port) {
        return pc.locked(() -> pc.bus().in32(port));
    }

    private void out(int port, int value) {
        pc.locked(() -> pc.bus().out32(port, value));
    }

    private int identity(int slot) {
        out(0xcf8, 0x8000_0000 | slot << 11);
        return in(0xcfc);
    }

    @Test
    void aDeviceThatComesIsThereAtOnceAndFirmwareIsTold() {
        assertEquals(ABSENT, identity(6));
        plug("b", "6");
        assertEquals(DISPLAY, identity(6));
        assertEquals(0x40, in(UP));
        assertEquals(0, in(UP), "told once");
        assertEquals(0xfffffffc, in(REMOVABLE));
    }

    @Test
    void aDeviceThatIsAskedToGoStaysUntilFirmwareLetsItsSlotGo() {
        plug("b", "6");
        pc.locked(() -> pc.unplug("b"));
        assertEquals(0x40, in(DOWN));
        assertEquals(0x40, in(DOWN), "told until it is gone");
        assertEquals(DISPLAY, identity(6));
        assertEquals(List.of(), deleted);
        out(EJECT, 0x40);
        assertEquals(List.of("b /machine/peripheral/b"), deleted);
        assertEquals(0, in(DOWN));
        assertEquals(ABSENT, identity(6));
        plug("b", "6");
        assertEquals(DISPLAY, identity(6));
    }

    @Test
    void oneWriteLetsTheLowestSlotGoWhetherItsDeviceWasAskedOrNot() {
        plug("d", "7");
        plug("c", "6");
        out(EJECT, 0xc0);
        assertEquals(List.of("c /machine/peripheral/c"), deleted);
        out(EJECT, 0xffff_ffff);
        assertEquals(List.of("c /machine/peripheral/c"), deleted, "slot 0 holds the host bridge");
        assertEquals(DISPLAY, identity(7));
    }

    @Test
    void anotherBusHasNoSlots() {
        plug("c", "6");
        out(BUS, 1);
        assertEquals(1, in(BUS));
        assertEquals(0, in(UP));
        assertEquals(0, in(REMOVABLE));
        out(EJECT, 0x40);
        assertEquals(List.of(), deleted);
        out(BUS, 0);
        assertEquals(0x40, in(UP));
    }

    @Test
    void aResetLetsAllGoThatWereAsked() {
        plug("a", "4");
        plug("b", "5");
        plug("c", "6");
        pc.locked(() -> pc.unplug("c"));
        pc.locked(() -> pc.unplug("/machine/peripheral/a"));
        pc.locked(pc::reset);
        assertEquals(List.of("c /machine/peripheral/c", "a /machine/peripheral/a"), deleted);
        assertEquals(DISPLAY, identity(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nosuch | | 'nosuch' is not a valid device model name",
                "bochs-display | bogus=1 | Property 'bochs-display.bogus' not found",
                "bochs-display | addr=99 | Property 'bochs-display.addr' doesn't take value '99'",
                "bochs-display | addr=3.x | Property 'bochs-display.addr' doesn't take value '3.x'",
                "bochs-display | addr=3.1 | PCI: single function device can't be populated in function 3.1",
                "bochs-display | addr=1 | PCI: slot 1 function 0 not available for bochs-display, in use by PIIX3,id=(null)",
                "bochs-display | addr=5 | PCI: slot 5 function 0 not available for bochs-display, in use by bochs-display,id=there",
                "bochs-display | edid=maybe | Parameter 'edid' expects 'on' or 'off'",
                "bochs-display | vgamem=xx | Parameter 'vgamem' expects size",
                "bochs-display | vgamem=1M | bochs-display: video memory too small",
                "bochs-display | vgamem=1G | bochs-display: video memory too big",
                "bochs-display | bus=nope | Bus 'nope' not found",
                "bochs-display | bus=isa.0 | Device 'bochs-display' can't go on ISA bus",
                "display | vram=3 | Property 'display.vram' doesn't take value '3'",
                "isa-fdc | | Bus 'isa.0' does not support hotplugging",
                "floppy | | Bus 'floppy-bus.0' does not support hotplugging",
            })
    void aDeviceThatCannotComeIsRefusedWithItsReason(
            String driver, String property, String reason) {
        plug("there", "5");
        Map<String, String> properties =
                property == null
                        ? Map.of()
                        : Map.of(
                                property.substring(0, property.indexOf('=')),
                                property.substring(property.indexOf('=') + 1));
        QemuError refused =
                assertThrows(
                        QemuError.class,
                        () ->
                                pc.locked(
                                        () ->
                                                pc.plug(
                                                        new DeviceOption(
                                                                driver,
                                                                Optional.of("new"),
                                                                properties))));
        assertEquals(reason, refused.getMessage());
        assertEquals(ErrorClass.GENERIC, refused.errorClass());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nosuch | DEVICE_NOT_FOUND | Device 'nosuch' not found",
                "/machine | GENERIC | /machine is not a hotpluggable device",
                "/machine/unattached/device[1] | GENERIC | Device 'i440FX' does not support hotplugging",
                "/machine/unattached/device[3] | GENERIC | Bus 'isa.0' does not support hotplugging",
                "leaving | GENERIC | Device leaving is already in the process of unplug",
            })
    void aDeviceThatCannotGoIsRefusedWithItsReason(String name, ErrorClass kind, String reason) {
        plug("leaving", "5");
        pc.locked(() -> pc.unplug("leaving"));
        QemuError refused = assertThrows(QemuError.class, () -> pc.locked(() -> pc.unplug(name)));
        assertEquals(reason, refused.getMessage());
        assertEquals(kind, refused.errorClass());
    }

    @Test
    void anIdIsAnIdentifierAndThereOnce() {
        plug("b", "6");
        assertEquals(
                "Duplicate device ID 'b'",
                assertThrows(QemuError.class, () -> plug("b", "7")).getMessage());
        assertEquals(
                "Parameter 'id' expects an identifier",
                assertThrows(QemuError.class, () -> plug("1b", "7")).getMessage());
    }

    @Test
    void aFullBusTakesNoMore() {
        for (int slot = 2; slot < 32; slot++) {
            plug("d" + slot, Integer.toHexString(slot));
        }
        DeviceOption oneMore = new DeviceOption("bochs-display", Optional.empty(), Map.of());
        assertEquals(
                "PCI: no slot/function available for bochs-display, all in use or reserved",
                assertThrows(QemuError.class, () -> pc.locked(() -> pc.plug(oneMore)))
                        .getMessage());
    }
}
