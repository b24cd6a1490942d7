package dev.dreq.tools.testkit.examples;

import static dev.dreq.tools.testkit.bus.TrafficAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.display.DisplayControlCode;
import dev.dreq.tools.drivers.display.DisplayMode;
import dev.dreq.tools.drivers.display.RectangleRequest;
import dev.dreq.tools.testkit.bus.RecordingBus;
import dev.dreq.tools.testkit.junit.Drives;
import dev.dreq.tools.testkit.junit.OnMachine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The video miniport on machines with a display adapter, from the request to the screen. */
@OnMachine(devices = "display", mapRegisters = 4)
class MiniportOnAMachineTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 64;
    private static final int BYTES = WIDTH * HEIGHT * 4;

    private final int[] pixels = new SplittableRandom(1).ints(WIDTH * HEIGHT, 0, 1 << 24).toArray();

    @Drives("display")
    DriverEntry miniport() {
        return StockDrivers.named("display-miniport").create();
    }

    /** Opens the screen, as a display driver does, sets the mode and shows the pixels. */
    private NtStatus show(Kernel kernel, DriverObject miniport, Placement placement) {
        DeviceObject screen = miniport.deviceObject();
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().create(screen).status());
        control(
                kernel,
                screen,
                DisplayControlCode.IOCTL_DISPLAY_SET_MODE,
                new DisplayMode(WIDTH, HEIGHT, 32).encode());
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(pixels);
        long buffer = kernel.mm().allocateVirtualMemory(BYTES, placement);
        kernel.mm().write(buffer, bytes.array(), 0, BYTES);
        return control(
                kernel,
                screen,
                DisplayControlCode.IOCTL_DISPLAY_WRITE_RECTANGLE,
                new RectangleRequest(buffer, 0, 0, WIDTH, HEIGHT).encode());
    }

    private static NtStatus control(Kernel kernel, DeviceObject screen, int code, byte[] input) {
        long va = kernel.mm().allocateVirtualMemory(input.length, Placement.scattered());
        kernel.mm().write(va, input, 0, input.length);
        return kernel.io().deviceControl(screen, code, va, input.length, 0, 0).status();
    }

    private static int[] screen(Machine machine) {
        return machine.ability("display0", ScanOut.class).orElseThrow().picture().pixels();
    }

    @Test
    void theScreenShowsTheBuffer(Machine machine, Kernel kernel, DriverObject miniport) {
        assertEquals(NtStatus.STATUS_SUCCESS, show(kernel, miniport, Placement.scattered()));
        assertArrayEquals(pixels, screen(machine));
    }

    @Test
    @OnMachine(devices = "display,sg=off", mapRegisters = 4)
    void withoutScatterGatherEachPieceIsOneRangeInTheRegisters(
            Machine machine,
            RecordingBus bus,
            Kernel kernel,
            DriverObject miniport,
            DeviceNode adapter) {
        Placement twoPieces =
                Placement.inFrames(0x300L, 0x301L, 0x302L, 0x303L, 0x304L).atOffset(0x40);

        assertEquals(NtStatus.STATUS_SUCCESS, show(kernel, miniport, twoPieces));

        assertArrayEquals(pixels, screen(machine));
        long dma = registers(adapter) + 0x800;
        assertThat(bus)
                .memory(dma, 0x100)
                .stored(dma + 0x14, 0x300_040) // DMA_HOST_LO: the buffer itself
                .then(dma + 0x18, 0)
                .then(dma + 0x1c, 0x3fc0) // DMA_COUNT: to the end of the fourth page
                .then(dma + 0x20, 0) // DMA_VRAM
                .stored(dma + 0x0c, 0x11) // DMA_CTRL: START, IRQ_EN
                .stored(dma + 0x10, 0x02) // DMA_STATUS: DONE is seen
                .stored(dma + 0x14, 0x304_000)
                .then(dma + 0x18, 0)
                .then(dma + 0x1c, 0x40)
                .then(dma + 0x20, 0x3fc0)
                .stored(dma + 0x0c, 0x11)
                .stored(dma + 0x10, 0x02);
    }

    /** Where software has put base address register 2. */
    private static long registers(DeviceNode adapter) {
        return adapter.grants().stream()
                .filter(Grant.Bar.class::isInstance)
                .map(Grant.Bar.class::cast)
                .filter(bar -> bar.bar().index() == 2)
                .mapToLong(bar -> bar.address().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @OnMachine(memory = "6G", devices = "display,dma64=off", bufferAbove = "4G", mapRegisters = 2)
    void aBufferOutOfTheAdaptersReachBouncesPieceByPiece(
            Machine machine, Kernel kernel, DriverObject miniport) {
        assertEquals(NtStatus.STATUS_SUCCESS, show(kernel, miniport, Placement.scattered()));

        assertArrayEquals(pixels, screen(machine));
        assertEquals(BYTES, kernel.dma().statistics().get(0).bouncedBytes());
    }
}
