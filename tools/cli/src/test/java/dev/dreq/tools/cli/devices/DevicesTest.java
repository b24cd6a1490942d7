package dev.dreq.tools.cli.devices;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.cli.Dreq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dreq devices}. */
class DevicesTest {

    @Test
    void eachTypeIsListedWithItsBusAndWhereItCameFrom() {
        Dreq run = dreq("devices");

        assertEquals(0, run.status());
        assertTrue(
                run.out().lines().anyMatch(l -> l.matches("fdc +ISA +built in +\\S.*")), run.out());
        assertTrue(
                run.out().lines().anyMatch(l -> l.matches("i8237 +ISA +built in +\\S.*")),
                run.out());
    }

    @ParameterizedTest(name = "dreq devices {0}: {1}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            fdc   ; type +fdc
            fdc   ; from +built in
            fdc   ; ' +irq +6 +0\\.\\.15 .*'
            fdc   ; ' +compat +chip +chip\\|qemu .*'
            fdc   ; ' +ports +ports 3f0-3f5'
            fdc   ; ' +irq +IRQ 6'
            fdc   ; ' +dma +DMA channel 2'
            fdc   ; ' +3f2 +DOR +8 +read/write +0c +.*MOTEN0\\[4\\].*'
            fdc   ; ' +3f7 +DIR/CCR .*'
            i8237 ; ' +.* +the place of the system DMA controller'
            i8237 ; ' +008 +\\S+ +8 .*'
            display ; bus +PCI
            display ; ' +function +1234:1111, class 038000, revision 02'
            display ; ' +BAR 0 +prefetchable, 16M'
            display ; ' +messages +1'
            display ; ' +BAR 2 \\+ 800 +DMA_ID +32 +read +44524551.*'
            """)
    void aSheetShowsSettingsClaimsAndRegisters(String type, String line) {
        Dreq run = dreq("devices", type);

        assertEquals(0, run.status());
        assertTrue(run.out().lines().anyMatch(shown -> shown.matches(line)), run.out());
    }
}
