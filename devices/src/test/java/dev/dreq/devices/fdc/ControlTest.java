package dev.dreq.devices.fdc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.settings.Settings;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chip's registers, resets, seeks and the commands without data. */
class ControlTest {

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void makeBench() {
        String image = Bench.image(folder, Bench.SECTORS_144).toString();
        bench = new Bench(Map.of("drive-a", image, "delays", "off"));
    }

    private String dump() {
        return bench.command(10, 0x0e);
    }

    @Test
    void itAsksForItsPortsButNotForTheFixedDisksOne() {
        Settings settings = Settings.parse(Bench.PROVIDER.settings(), Map.of("iobase", "0x370"));
        assertEquals(
                List.of(
                        IsaClaim.ports("ports", 6, 0x370),
                        IsaClaim.ports("dir", 1, 0x377),
                        IsaClaim.irq("irq", 6),
                        IsaClaim.dma("dma", 2)),
                Bench.PROVIDER.claims(settings));
    }

    @Test
    void theRegistersStandAtTheirPowerOnValues() {
        int[] ports = {0x3f0, 0x3f1, 0x3f2, 0x3f3, 0x3f4, 0x3f5, 0x3f7};
        int[] values = {0xff, 0xc0, 0x0c, 0x00, 0x80, 0x00, 0x80};
        for (int i = 0; i < ports.length; i++) {
            assertEquals(values[i], bench.in(ports[i]), "port %x".formatted(ports[i]));
        }
        assertFalse(bench.slot.irq);
    }

    @Test
    void aDorResetRaisesTheInterruptAndFourSensesAnswer() {
        bench.out(0x3f2, 0x00);
        assertEquals(0x00, bench.msr(), "a chip in reset is not ready");
        bench.out(0x3f2, 0x0c);
        assertTrue(bench.slot.irq);
        for (int drive = 0; drive < 4; drive++) {
            assertEquals("c%d 00".formatted(drive), bench.command(2, 0x08));
            assertFalse(bench.slot.irq);
        }
        assertEquals("80", bench.command(1, 0x08));
    }

    @Test
    void aDsrResetEndsByItself() {
        bench.out(0x3f4, 0x80);
        assertTrue(bench.slot.irq);
        assertEquals(0x80, bench.msr());
        assertEquals("c0 00", bench.command(2, 0x08));
    }

    @Test
    void powerDownDoesNotReset() {
        bench.out(0x3f4, 0x40);
        assertFalse(bench.slot.irq);
        assertEquals("90", bench.command(1, 0x10));
    }

    @Test
    void theGateHoldsTheInterruptBack() {
        bench.out(0x3f2, 0x00);
        bench.out(0x3f2, 0x04);
        assertFalse(bench.slot.irq);
        bench.out(0x3f2, 0x0c);
        assertTrue(bench.slot.irq);
    }

    @Test
    void aResetRestoresTheFifoDefaultsUnlessLocked() {
        bench.fifo(0x13, 0, 0x57, 0x10);
        assertEquals("00 00 00 00 00 00 00 00 57 10", dump());
        bench.out(0x3f4, 0x80);
        assertEquals("00 00 00 00 00 00 00 00 70 00", dump());
        bench.fifo(0x13, 0, 0x57, 0x10);
        assertEquals("10", bench.command(1, 0x94));
        bench.out(0x3f4, 0x80);
        assertEquals("00 00 00 00 00 00 00 80 57 10", dump());
        assertEquals("00", bench.command(1, 0x14));
    }

    @Test
    void aHardwareResetForgetsEverythingButHeadsAndMedia() {
        bench.fifo(0x13, 0, 0x57, 0x10, 0x94);
        bench.read(1);
        bench.fifo(0x0f, 0, 7);
        bench.fdc.reset();
        assertEquals("00 00 00 00 00 00 00 00 20 00", dump());
        assertEquals(0x0c, bench.in(0x3f2));
        assertEquals("28", bench.command(1, 0x04, 0), "the head is still away from track 0");
    }

    @Test
    void specifyAndPerpendicularShowInDumpreg() {
        bench.fifo(0x03, 0xdf, 0x02, 0x12, 0x84);
        assertEquals("00 00 00 00 df 02 00 04 20 00", dump());
        bench.fifo(0x12, 0x03);
        assertEquals("00 00 00 00 df 02 00 07 20 00", dump());
    }

    @Test
    void saveGivesWhatRestoreTakes() {
        bench.fifo(0x03, 0xdf, 0x02, 0x13, 0, 0x57, 0x10);
        String saved = bench.command(15, 0x2e);
        assertEquals("00 00 00 00 00 00 df 02 00 00 57 10 00 00 00", saved);
        bench.fifo(0x03, 0, 0, 0x13, 0, 0, 0);
        bench.fifo(0x4e);
        for (byte value : HexFormat.ofDelimiter(" ").parseHex(saved)) {
            bench.fifo(value & 0xff);
        }
        bench.fifo(0, 0);
        assertEquals(0x80, bench.msr());
        assertEquals("00 00 00 00 df 02 00 00 57 10", dump());
    }

    @Test
    void identificationAndTheLesserCommandsAnswer() {
        assertEquals("90", bench.command(1, 0x10));
        assertEquals("41", bench.command(1, 0x18));
        assertEquals("aa", bench.command(1, 0x17, 0xaa, 0));
        bench.fifo(0x33, 0x01);
        assertEquals(0x80, bench.msr());
        for (int code : new int[] {0x00, 0x01, 0x0b, 0x15, 0x1a, 0x1f, 0x20, 0x25, 0xff}) {
            assertEquals("80", bench.command(1, code), "code %02x".formatted(code));
        }
    }

    @Test
    void driveSpecificationTakesBytesUntilTheEndMark() {
        bench.fifo(0x8e, 0x01, 0x22, 0x43, 0x64, 0x05, 0x06);
        assertEquals(0x90, bench.msr());
        assertEquals("06 02 03 04", bench.command(4, 0x80));
        bench.fifo(0x8e, 0xc0);
        assertEquals(0x80, bench.msr(), "without a result phase");
    }

    @Test
    void recalibrateFindsTrackZeroWithinSeventyNinePulses() {
        bench.fifo(0x0f, 0, 79, 0x08);
        bench.read(2);
        bench.fifo(0x07, 0, 0x08);
        assertEquals("20 00", Bench.hex(bench.read(2)));
        bench.fifo(0x0f, 0, 82, 0x08);
        bench.read(2);
        bench.fifo(0x07, 0, 0x08);
        assertEquals("70 00", Bench.hex(bench.read(2)));
        bench.fifo(0x07, 0, 0x08);
        assertEquals("20 00", Bench.hex(bench.read(2)), "the second time it gets there");
    }

    @Test
    void recalibrateOfADriveThatIsNotThereFails() {
        bench.fifo(0x07, 1, 0x08);
        assertEquals("71 00", Bench.hex(bench.read(2)));
    }

    @Test
    void senseDriveStatusTellsTrackZeroProtectionAndHead() {
        assertEquals("38", bench.command(1, 0x04, 0x00));
        assertEquals("3c", bench.command(1, 0x04, 0x04));
        bench.fifo(0x0f, 0, 3);
        assertEquals("28", bench.command(1, 0x04, 0x00));
        assertEquals("29", bench.command(1, 0x04, 0x01), "nothing drives the lines of drive b");
        bench.drive(0).eject();
        assertEquals("68", bench.command(1, 0x04, 0x00));
    }

    @Test
    void relativeSeekCountsFromThePresentCylinder() {
        bench.fifo(0x0f, 0, 10, 0x08);
        bench.read(2);
        bench.fifo(0xcf, 0, 3, 0x08);
        assertEquals("20 0d", Bench.hex(bench.read(2)));
        bench.fifo(0x8f, 0, 0x63, 0x08);
        assertEquals("20 00", Bench.hex(bench.read(2)));
    }

    @Test
    void theFifoTakesNothingInTheResultPhaseAndGivesZerosWhenEmpty() {
        bench.fifo(0x10, 0x08);
        assertEquals("90 00 00", Bench.hex(bench.read(3)));
        assertEquals(3, bench.slot.guestErrors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void theStatusOfASeekHasNoHeadBit(String compat) {
        String image = Bench.image(folder, Bench.SECTORS_144).toString();
        Bench other = new Bench(Map.of("drive-a", image, "delays", "off", "compat", compat));
        other.fifo(0x0f, 0x04, 3);
        assertEquals("20 03", other.command(2, 0x08));
        other.fifo(0x07, 0x04);
        assertEquals("20 00", other.command(2, 0x08));
        other.fifo(0xcf, 0x04, 2);
        assertEquals("20 02", other.command(2, 0x08));
    }
}
