package dev.dreq.tools.testkit.examples;

import static dev.dreq.tools.testkit.bus.TrafficAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.plugin.MediaHolder;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.testkit.bus.FaultyBus;
import dev.dreq.tools.testkit.bus.RecordingBus;
import dev.dreq.tools.testkit.junit.DeviceName;
import dev.dreq.tools.testkit.junit.Drives;
import dev.dreq.tools.testkit.junit.OnMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The floppy driver on a machine with an 8237, a floppy controller and a disk: every byte goes its
 * whole way. A rule of the DMA contract that the driver breaks would fail any of these tests.
 */
@OnMachine(
        memory = "32M",
        devices = {"i8237", "fdc"},
        mapRegisters = 3)
class FloppyOnAMachineTest {
    private static final int CYLINDER = 36 * 512;

    private final byte[] disk = new byte[80 * CYLINDER];
    private Path image;

    @Drives("fdc")
    DriverEntry floppy() {
        return StockDrivers.named("floppy").create();
    }

    @BeforeEach
    void insertADisk(Machine machine, @TempDir Path folder) throws IOException {
        new SplittableRandom(1).nextBytes(disk);
        image = Files.write(folder.resolve("a.img"), disk);
        machine.ability("fdc0", MediaHolder.class)
                .orElseThrow()
                .drives()
                .get(0)
                .insert(new Medium(image, false));
    }

    private static byte[] bytes(Kernel kernel, long va, int length) {
        byte[] bytes = new byte[length];
        kernel.mm().read(va, bytes, 0, length);
        return bytes;
    }

    @Test
    void aCylinderArrivesInTwoOperationsOfTheController(
            RecordingBus bus, Kernel kernel, @DeviceName("fdc") DeviceObject drive) {
        long buffer =
                kernel.mm()
                        .allocateVirtualMemory(
                                CYLINDER,
                                Placement.inFrames(0x200L, 0x201L, 0x202L, 0x203L, 0x204L));

        IoStatusBlock result = kernel.io().read(drive, buffer, CYLINDER, CYLINDER);

        assertEquals(NtStatus.STATUS_SUCCESS, result.status());
        assertArrayEquals(
                Arrays.copyOfRange(disk, CYLINDER, 2 * CYLINDER), bytes(kernel, buffer, CYLINDER));
        assertThat(bus)
                .ports(0x00, 0x8f)
                .wrote(0x0b, 0x46) // single transfers, to memory, channel 2
                .then(0x04, 0x00)
                .then(0x04, 0x00)
                .then(0x81, 0x20) // page 20: the buffer itself
                .then(0x05, 0xff)
                .then(0x05, 0x2f) // 3 map registers reach 3000 bytes
                .then(0x0a, 0x02)
                .wrote(0x04, 0x00)
                .then(0x04, 0x30) // the next operation begins there
                .then(0x81, 0x20)
                .then(0x05, 0xff)
                .then(0x05, 0x17);
    }

    @Test
    @OnMachine(
            memory = "32M",
            devices = {"i8237", "fdc"},
            bufferAbove = "16M")
    void aBufferThatTheControllerCannotReachBounces(
            Kernel kernel, @DeviceName("fdc") DeviceObject drive) {
        long buffer = kernel.mm().allocateVirtualMemory(CYLINDER, Placement.scattered());

        kernel.io().read(drive, buffer, CYLINDER, 0);

        assertArrayEquals(Arrays.copyOf(disk, CYLINDER), bytes(kernel, buffer, CYLINDER));
        assertEquals(CYLINDER, kernel.dma().statistics().get(0).bouncedBytes());
    }

    @Test
    @OnMachine(
            memory = "32M",
            devices = {"i8237", "fdc"},
            coherent = false)
    void withACacheThatDmaDoesNotSeeAWriteReachesTheDiskAndComesBack(
            Kernel kernel, @DeviceName("fdc") DeviceObject drive) throws IOException {
        byte[] ours = new byte[CYLINDER];
        new SplittableRandom(2).nextBytes(ours);
        long buffer = kernel.mm().allocateVirtualMemory(CYLINDER, Placement.scattered());
        kernel.mm().write(buffer, ours, 0, CYLINDER);

        assertEquals(CYLINDER, kernel.io().write(drive, buffer, CYLINDER, 0).information());

        kernel.mm().write(buffer, new byte[CYLINDER], 0, CYLINDER);
        kernel.io().read(drive, buffer, CYLINDER, 0);
        assertArrayEquals(ours, bytes(kernel, buffer, CYLINDER));
        assertArrayEquals(ours, Arrays.copyOf(Files.readAllBytes(image), CYLINDER));
    }

    @Test
    void oneLostInterruptCostsARetryAndNoData(
            FaultyBus wires, Kernel kernel, @DeviceName("fdc") DeviceObject drive) {
        long buffer = kernel.mm().allocateVirtualMemory(CYLINDER, Placement.scattered());
        kernel.io().read(drive, buffer, 512, 0);
        long start = kernel.bus().now();
        wires.loseInterrupts(6, 1);

        assertEquals(CYLINDER, kernel.io().read(drive, buffer, CYLINDER, 0).information());

        assertArrayEquals(Arrays.copyOf(disk, CYLINDER), bytes(kernel, buffer, CYLINDER));
        assertTrue(kernel.bus().now() - start > 4_000_000_000L, "the driver's timeout");
    }

    @Test
    void aCardThatIsPulledOutFailsTheRequestAndLeavesNothingBehind(
            Kernel kernel,
            @DeviceName("fdc") DeviceObject drive,
            @DeviceName("fdc") DeviceNode card) {
        long buffer = kernel.mm().allocateVirtualMemory(512, Placement.scattered());
        kernel.io().read(drive, buffer, 512, 0);
        int lockedBefore = kernel.mm().lockedPageFrames();
        card.unplug();

        assertEquals(
                NtStatus.STATUS_NO_SUCH_DEVICE, kernel.io().read(drive, buffer, 512, 0).status());

        assertEquals(lockedBefore, kernel.mm().lockedPageFrames());
    }
}
