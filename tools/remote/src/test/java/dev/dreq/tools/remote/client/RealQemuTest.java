package dev.dreq.tools.remote.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.tools.drivers.StockDrivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real QEMU as a machine. */
@ExtendWith(InstalledQemu.class)
class RealQemuTest {
    private static final int CYLINDER = 18_432;
    private static final long MIB = 1 << 20;

    @Test
    void theFloppyDriverReadsACylinder(@TempDir Path folder) throws IOException {
        byte[] disk = new byte[80 * CYLINDER];
        new SplittableRandom(1).nextBytes(disk);
        Path image = Files.write(folder.resolve("a.img"), disk);
        String drive = "if=floppy,format=raw,file=" + image;
        try (RealQemu qemu = RealQemu.start(List.of("-m", "32", "-drive", drive));
                QtestBus bus = QtestBus.of(qemu.qtest());
                Kernel kernel =
                        new Kernel(bus, KernelOptions.defaults().withIsaInterrupts(List.of(6)))) {
            assertArrayEquals(
                    Arrays.copyOfRange(disk, CYLINDER, 2 * CYLINDER),
                    kernel.<byte[], RuntimeException>run("test", () -> secondCylinder(kernel)));
        }
    }

    private static byte[] secondCylinder(Kernel kernel) {
        DriverObject floppy =
                kernel.io().loadDriver("floppy", StockDrivers.named("floppy").create());
        DeviceObject device =
                kernel.io()
                        .addDevice(
                                floppy,
                                CmResourceList.isa(
                                        new CmResource.Port(0x3F0, 6),
                                        new CmResource.Port(0x3F7, 1),
                                        new CmResource.Interrupt(6, InterruptMode.Latched, false),
                                        new CmResource.Dma(2, 2)));
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(device));
        long buffer = kernel.mm().allocateVirtualMemory(CYLINDER, Placement.scattered());
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                kernel.io().read(device, buffer, CYLINDER, CYLINDER).status());
        byte[] read = new byte[CYLINDER];
        kernel.mm().read(buffer, read, 0, read.length);
        kernel.io().unloadDriver(floppy);
        return read;
    }

    @Test
    void memoryMovesInBulkAndByWords() {
        try (RealQemu qemu = RealQemu.start(List.of("-S", "-m", "32"));
                QtestBus bus = QtestBus.of(qemu.qtest())) {
            assertEquals(
                    List.of(new RamRange(0, 640 << 10), new RamRange(MIB, 31 * MIB)),
                    bus.ramRanges());
            byte[] bytes = new byte[200_001];
            new SplittableRandom(2).nextBytes(bytes);
            bus.write(MIB + 1, bytes, 0, bytes.length);
            bus.copy(MIB + 5, MIB + 1, bytes.length);
            byte[] back = new byte[bytes.length];
            bus.read(MIB + 5, back, 0, back.length);
            assertArrayEquals(bytes, back);
            bus.fill(2 * MIB, 3, 0xAB);
            assertEquals(0x00AB_ABAB, bus.load32(2 * MIB));
            bus.store64(2 * MIB + 1, 0x8877_6655_4433_2211L);
            assertEquals(0x8877_6655_4433_2211L, bus.load64(2 * MIB + 1));
            assertEquals(0xFF, bus.in8(0x2E8));
            assertEquals(-1, bus.in32(0x2E8));
        }
    }

    @Test
    void whatItSaysWhenItDoesNotStartIsTold() {
        QtestException refused =
                assertThrows(
                        QtestException.class,
                        () -> RealQemu.start(List.of("-device", "no-such-device")));
        assertTrue(refused.getMessage().contains("no-such-device"), refused::getMessage);
    }
}
