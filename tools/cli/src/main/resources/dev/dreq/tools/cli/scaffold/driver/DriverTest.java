package {{package}};

import static org.junit.jupiter.api.Assertions.*;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.*;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.tools.testkit.junit.*;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Buffers where the 8237 cannot reach, three map registers, and every rule verified. */
@OnMachine(devices = {"i8237", "loopback-slave"}, mapRegisters = 3, bufferAbove = "16M")
class {{Name}}DriverTest {
    static final int LENGTH = 30_000;

    @Drives("loopback-slave") DriverEntry driver() { return {{Name}}Driver::driverEntry; }

    @Test void whatIsWrittenComesBack(Kernel kernel, DeviceObject card) {
        byte[] bytes = new byte[LENGTH];
        new SplittableRandom(1).nextBytes(bytes);
        long there = kernel.mm().allocateVirtualMemory(LENGTH, Placement.scattered());
        long back = kernel.mm().allocateVirtualMemory(LENGTH, Placement.scattered().atOffset(512));
        kernel.mm().write(there, bytes, 0, LENGTH);
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().write(card, there, LENGTH, 0).status());
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().read(card, back, LENGTH, 0).status());
        byte[] arrived = new byte[LENGTH];
        kernel.mm().read(back, arrived, 0, LENGTH);
        assertArrayEquals(bytes, arrived);
        var dma = kernel.dma().statistics().get(0);
        assertEquals(6, dma.mapTransfers()); // each way 30,000 bytes in pieces of at most 12,288
        assertEquals(2 * LENGTH, dma.bouncedBytes());
    }
}
