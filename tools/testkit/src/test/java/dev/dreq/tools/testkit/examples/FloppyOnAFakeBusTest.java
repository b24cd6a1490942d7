package dev.dreq.tools.testkit.examples;

import static dev.dreq.tools.testkit.bus.TrafficAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.testkit.bus.BusAccess;
import dev.dreq.tools.testkit.bus.FakeCpuBus;
import dev.dreq.tools.testkit.bus.FaultyBus;
import dev.dreq.tools.testkit.bus.RecordingBus;
import dev.dreq.tools.testkit.bus.ScriptedRegisters;
import dev.dreq.tools.testkit.bus.TrafficAssert;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The floppy driver with nothing behind its ports but scripts: what its requests are on the bus,
 * byte by byte. The test is the 8237, too, so it puts into memory what a read would have.
 */
class FloppyOnAFakeBusTest {
    private static final int SECTOR = 512;
    private static final int CYLINDER = 36 * SECTOR;
    private static final int PAGE = 4096;

    private final FakeCpuBus pc = FakeCpuBus.pc();
    private final ScriptedFdc fdc = new ScriptedFdc(pc);
    private final FaultyBus wires = new FaultyBus(pc);
    private final RecordingBus bus = new RecordingBus(wires);
    private final Kernel kernel =
            new Kernel(
                    bus,
                    KernelOptions.defaults()
                            .withVerifier(VerifierMode.STOP)
                            .withDmaMapRegisterLimit(3));
    private DeviceObject device;

    /** The driver is loaded, knows the disk, and has left the heads on cylinder 1. */
    @BeforeEach
    void start() {
        pc.ports(0x00, 0x10, new ScriptedRegisters().answer(5, 0xff)); // nothing is left to count
        pc.ports(0x80, 0x10, new ScriptedRegisters());
        pc.ports(0xc0, 0x20, new ScriptedRegisters());
        var driver = kernel.io().loadDriver("floppy", StockDrivers.named("floppy").create());
        device = kernel.io().addDevice(driver, ScriptedFdc.RESOURCES);
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(device));
        fdc.moves(1);
        assertEquals(SECTOR, read(buffer(0x100L), SECTOR, CYLINDER).information());
        bus.forget();
    }

    @AfterEach
    void shutDown() {
        kernel.close();
    }

    private long buffer(Long... frames) {
        return kernel.mm().allocateVirtualMemory(frames.length * PAGE, Placement.inFrames(frames));
    }

    private IoStatusBlock read(long buffer, int length, long byteOffset) {
        return kernel.io().read(device, buffer, length, byteOffset);
    }

    /** The ports of channel 2: its address, its count, its page and those of all channels. */
    private TrafficAssert dmaPorts() {
        return assertThat(bus).ports(0x00, 0x8f);
    }

    @Test
    void aReadProgramsChannel2FromPageAndAddressToCountAndUnmasksItLast() {
        fdc.moves(4);
        IoStatusBlock result = read(buffer(0x123L), 4 * SECTOR, CYLINDER);

        assertEquals(NtStatus.STATUS_SUCCESS, result.status());
        assertEquals(4 * SECTOR, result.information());
        dmaPorts()
                .wrote(0x0a, 0x06) // mask channel 2
                .read(0x08) // forget an old terminal count
                .wrote(0x0c) // byte pointer: the low byte comes next
                .then(0x0b, 0x46) // single transfers, to memory, channel 2
                .then(0x04, 0x00) // address 3000 of
                .then(0x04, 0x30)
                .then(0x81, 0x12) // page 12
                .then(0x05, 0xff) // 7FF: 800 bytes
                .then(0x05, 0x07)
                .then(0x0a, 0x02); // unmask
    }

    @Test
    void theChannelIsReadyBeforeTheControllerIsToldAndMaskedAfterItsInterrupt() {
        fdc.moves(4);
        read(buffer(0x123L), 4 * SECTOR, CYLINDER);

        assertThat(bus)
                .wrote(0x0a, 0x02) // MapTransfer has unmasked the channel
                .wrote(ScriptedFdc.FIFO, 0xe6) // READ DATA: MT, MFM, SK
                .read(ScriptedFdc.FIFO) // the result phase, in the ISR
                .wrote(0x0a, 0x06); // FlushAdapterBuffers masks it
        assertThat(bus)
                .ports(ScriptedFdc.FIFO, ScriptedFdc.FIFO)
                .wrote(ScriptedFdc.FIFO, 0xe6)
                .then(ScriptedFdc.FIFO, 0x00) // head 0 of drive 0
                .then(ScriptedFdc.FIFO, 1) // cylinder
                .then(ScriptedFdc.FIFO, 0) // head
                .then(ScriptedFdc.FIFO, 1) // sector
                .then(ScriptedFdc.FIFO, 2) // of 512 bytes
                .then(ScriptedFdc.FIFO, 18) // the last one of a track
                .then(ScriptedFdc.FIFO, 0x1b) // gap
                .then(ScriptedFdc.FIFO, 0xff)
                .read(ScriptedFdc.FIFO)
                .then(ScriptedFdc.FIFO)
                .then(ScriptedFdc.FIFO)
                .then(ScriptedFdc.FIFO)
                .then(ScriptedFdc.FIFO)
                .then(ScriptedFdc.FIFO)
                .then(ScriptedFdc.FIFO)
                .nothingMore();
    }

    @Test
    void threeMapRegistersSplitACylinderIntoTwoOperations() {
        fdc.moves(24, 12);
        IoStatusBlock result =
                read(buffer(0x200L, 0x201L, 0x202L, 0x203L, 0x204L), CYLINDER, CYLINDER);

        assertEquals(CYLINDER, result.information());
        dmaPorts()
                .wrote(0x04, 0x00)
                .then(0x04, 0x00)
                .then(0x81, 0x20)
                .then(0x05, 0xff) // 3 pages
                .then(0x05, 0x2f)
                .wrote(0x04, 0x00)
                .then(0x04, 0x30) // where the first one ended
                .then(0x81, 0x20)
                .then(0x05, 0xff) // a page and a half
                .then(0x05, 0x17);
    }

    @Test
    void aBufferInScatteredPagesIsReadIntoMapRegistersAndCopiedFromThere() {
        long buffer = buffer(0x300L, 0x200L);
        byte[] onDisk = new byte[2 * PAGE];
        new SplittableRandom(1).nextBytes(onDisk);
        fdc.moves(16).onTransfer(() -> pc.memory().put(programmedAddress(), onDisk));

        assertEquals(2 * PAGE, read(buffer, 2 * PAGE, CYLINDER).information());

        assertNotEquals(0x300_000, programmedAddress());
        assertArrayEquals(Arrays.copyOf(onDisk, PAGE), pc.memory().get(0x300_000, PAGE));
        assertArrayEquals(
                Arrays.copyOfRange(onDisk, PAGE, 2 * PAGE), pc.memory().get(0x200_000, PAGE));
    }

    /** What channel 2 was last told: the page, and the two bytes of the address. */
    private long programmedAddress() {
        return last(0x81, 1) << 16 | last(0x04, 1) << 8 | last(0x04, 2);
    }

    private long last(int port, int fromTheEnd) {
        List<BusAccess> writes =
                bus.traffic().stream()
                        .filter(access -> access.kind() == BusAccess.Kind.OUT)
                        .filter(access -> access.address() == port)
                        .toList();
        return writes.get(writes.size() - fromTheEnd).value();
    }

    @Test
    void aControllerWhoseInterruptIsLostEndsTheRequestAndTheChannelIsMasked() {
        wires.loseInterrupts(ScriptedFdc.IRQ, Integer.MAX_VALUE);
        fdc.moves(4, 4, 4, 4);
        IoStatusBlock result = read(buffer(0x123L), 4 * SECTOR, CYLINDER);

        assertEquals(NtStatus.STATUS_IO_TIMEOUT, result.status());
        assertEquals(0, result.information());
        dmaPorts().wrote(0x0a, 0x02).wrote(0x0a, 0x06);
    }
}
