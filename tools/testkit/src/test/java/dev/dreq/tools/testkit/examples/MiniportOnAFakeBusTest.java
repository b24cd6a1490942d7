package dev.dreq.tools.testkit.examples;

import static dev.dreq.tools.testkit.bus.TrafficAssert.assertThat;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.ABORT;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_COUNT;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_CTRL;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_HOST_HI;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_HOST_LO;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_LINE;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_MOVED;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_PITCH;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_STATUS;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_VRAM;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DONE;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.IRQ_EN;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.REGISTERS;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.SG;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.display.DisplayControlCode;
import dev.dreq.tools.drivers.display.DisplayMode;
import dev.dreq.tools.drivers.display.RectangleRequest;
import dev.dreq.tools.testkit.bus.FakeCpuBus;
import dev.dreq.tools.testkit.bus.RecordingBus;
import dev.dreq.tools.testkit.bus.TrafficAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The video miniport with nothing behind its registers but a script: what VideoPortStartDma leads
 * to on the bus, from HwVidExecuteDma to the DPC.
 */
class MiniportOnAFakeBusTest {
    private static final int LINE = 64 * 4;
    private static final long DMA_REGISTERS = REGISTERS + 0x800;

    private final FakeCpuBus pc = FakeCpuBus.pc();
    private final ScriptedDisplay display = new ScriptedDisplay(pc);
    private final RecordingBus bus = new RecordingBus(pc);
    private final Kernel kernel =
            new Kernel(
                    bus,
                    KernelOptions.defaults()
                            .withVerifier(VerifierMode.STOP)
                            .withDmaMapRegisterLimit(2));
    private DeviceObject screen;

    /** The driver is loaded and shows 64 x 64 pixels of 32 bits. */
    @BeforeEach
    void start() {
        var type = StockDrivers.named("display-miniport");
        var driver = kernel.io().loadDriver(type.name(), type.create());
        DeviceObject physical = kernel.io().addDevice(driver, ScriptedDisplay.RESOURCES);
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(physical));
        screen = driver.deviceObject();
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().create(screen).status());
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                control(
                        DisplayControlCode.IOCTL_DISPLAY_SET_MODE,
                        new DisplayMode(64, 64, 32).encode()));
        bus.forget();
    }

    @AfterEach
    void shutDown() {
        kernel.close();
    }

    private NtStatus control(int code, byte[] input) {
        long va = kernel.mm().allocateVirtualMemory(input.length, Placement.scattered());
        kernel.mm().write(va, input, 0, input.length);
        return kernel.io().deviceControl(screen, code, va, input.length, 0, 0).status();
    }

    /** Writes a rectangle in the upper left corner from a buffer in these page frames. */
    private NtStatus write(int width, int lines, Long... frames) {
        long va = kernel.mm().allocateVirtualMemory(width * lines * 4, Placement.inFrames(frames));
        return control(
                DisplayControlCode.IOCTL_DISPLAY_WRITE_RECTANGLE,
                new RectangleRequest(va, 0, 0, width, lines).encode());
    }

    private TrafficAssert engine() {
        return assertThat(bus).memory(DMA_REGISTERS, 0x100);
    }

    @Test
    void aPieceIsSevenRegistersOneInterruptAndNothingElse() {
        assertEquals(NtStatus.STATUS_SUCCESS, write(64, 16, 0x300L));

        engine().stored(DMA_HOST_LO, display.host()) // the table, in a common buffer
                .then(DMA_HOST_HI, 0)
                .then(DMA_COUNT, 1)
                .then(DMA_VRAM, 0)
                .then(DMA_PITCH, 0)
                .then(DMA_LINE)
                .then(DMA_CTRL, START | SG | IRQ_EN)
                .loaded(DMA_STATUS) // HwVidInterrupt: is it ours?
                .stored(DMA_STATUS, DONE) // then quiet it
                .loaded(DMA_MOVED) // HwVidDpcRoutine
                .nothingMore();
    }

    @Test
    void whatTwoMapRegistersDoNotReachIsAnotherPieceFromTheDpc() {
        assertEquals(NtStatus.STATUS_SUCCESS, write(64, 48, 0x300L, 0x302L, 0x304L));

        engine().stored(DMA_COUNT, 2) // pages 300 and 302
                .then(DMA_VRAM, 0)
                .stored(DMA_CTRL, START | SG | IRQ_EN)
                .stored(DMA_STATUS, DONE)
                .stored(DMA_COUNT, 1) // page 304
                .then(DMA_VRAM, 0x2000) // behind what was moved
                .stored(DMA_CTRL, START | SG | IRQ_EN)
                .stored(DMA_STATUS, DONE)
                .loaded(DMA_MOVED)
                .nothingMore();
    }

    @Test
    void aRectangleNarrowerThanTheScreenIsACommandOfLines() {
        assertEquals(NtStatus.STATUS_SUCCESS, write(16, 8, 0x300L));

        engine().stored(DMA_PITCH, LINE).then(DMA_LINE, 16 * 4).then(DMA_CTRL);
    }

    @Test
    void aCommandThatNeverEndsIsAbortedAndTheNextRequestRuns() {
        display.hang();

        assertEquals(NtStatus.STATUS_IO_DEVICE_ERROR, write(64, 16, 0x300L));

        engine().stored(DMA_CTRL, START | SG | IRQ_EN).stored(DMA_CTRL, ABORT);
        assertEquals(NtStatus.STATUS_SUCCESS, write(64, 16, 0x301L));
    }
}
