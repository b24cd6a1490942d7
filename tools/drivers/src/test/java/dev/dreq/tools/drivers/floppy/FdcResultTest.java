package dev.dreq.tools.drivers.floppy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.NtStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FdcResultTest {

    @ParameterizedTest(name = "ST0 {0} ST1 {1} ST2 {2} is {3}")
    @CsvSource({
        "00, 00, 00, STATUS_SUCCESS",
        "24, 00, 00, STATUS_SUCCESS",
        "80, 00, 00, STATUS_FLOPPY_BAD_REGISTERS",
        "40, 02, 00, STATUS_MEDIA_WRITE_PROTECTED",
        "60, 02, 00, STATUS_MEDIA_WRITE_PROTECTED",
        "40, 20, 00, STATUS_CRC_ERROR",
        "40, 20, 20, STATUS_CRC_ERROR",
        "40, 10, 00, STATUS_DEVICE_DATA_ERROR",
        "40, 04, 10, STATUS_FLOPPY_WRONG_CYLINDER",
        "40, 04, 00, STATUS_FLOPPY_ID_MARK_NOT_FOUND",
        "40, 01, 00, STATUS_FLOPPY_ID_MARK_NOT_FOUND",
        "40, 01, 01, STATUS_FLOPPY_ID_MARK_NOT_FOUND",
        "40, 80, 00, STATUS_NONEXISTENT_SECTOR",
        "50, 00, 00, STATUS_DEVICE_NOT_READY",
        "40, 00, 00, STATUS_FLOPPY_UNKNOWN_ERROR"
    })
    void statusRegistersHaveAnNtstatus(String st0, String st1, String st2, NtStatus status) {
        FdcResult result =
                FdcResult.of(
                        new int[] {
                            Integer.parseInt(st0, 16),
                            Integer.parseInt(st1, 16),
                            Integer.parseInt(st2, 16),
                            1,
                            0,
                            5,
                            2
                        });
        assertEquals(status, result.status());
        assertEquals(status == NtStatus.STATUS_SUCCESS, result.succeeded());
        assertEquals(new SectorAddress(1, 0, 5), result.next());
    }

    @Test
    void silenceIsNoSuccess() {
        assertEquals(NtStatus.STATUS_IO_TIMEOUT, FdcResult.timedOut().status());
        assertEquals(NtStatus.STATUS_IO_DEVICE_ERROR, FdcResult.notResponding().status());
        assertFalse(FdcResult.timedOut().succeeded());
        assertFalse(FdcResult.notResponding().answered());
        assertTrue(FdcResult.sensed(0x20, 7).succeeded());
    }
}
