package dev.dreq.tools.testkit.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.busmaster.BusMasterControlCode;
import dev.dreq.tools.drivers.busmaster.ScreenMode;
import dev.dreq.tools.drivers.busmaster.ScreenRectangle;
import dev.dreq.tools.testkit.junit.Drives;
import dev.dreq.tools.testkit.junit.OnMachine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bus-master driver with scatter/gather on machines with a display adapter. */
@OnMachine(devices = "display")
class BusMasterOnAMachineTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 64;
    private static final int BYTES = WIDTH * HEIGHT * 4;

    private final int[] pixels = new SplittableRandom(1).ints(WIDTH * HEIGHT, 0, 1 << 24).toArray();

    @Drives("display")
    DriverEntry scatterGather() {
        var type = StockDrivers.named("busmaster");
        return type.create(Settings.parse(type.settings(), Map.of("path", "sg")));
    }

    @BeforeEach
    void setTheMode(Kernel kernel, DeviceObject adapter) {
        byte[] mode = new ScreenMode(WIDTH, HEIGHT, 32).encode();
        control(kernel, adapter, BusMasterControlCode.IOCTL_BUSMASTER_SET_MODE, mode, 0, 0);
    }

    private static IoStatusBlock control(
            Kernel kernel, DeviceObject to, int code, byte[] input, long buffer, int length) {
        long va = kernel.mm().allocateVirtualMemory(input.length, Placement.scattered());
        kernel.mm().write(va, input, 0, input.length);
        return kernel.io().deviceControl(to, code, va, input.length, buffer, length);
    }

    private static IoStatusBlock wholeScreen(
            Kernel kernel, DeviceObject adapter, int code, long buffer) {
        byte[] rectangle = new ScreenRectangle(0, 0, WIDTH, HEIGHT).encode();
        return control(kernel, adapter, code, rectangle, buffer, BYTES);
    }

    private void show(Kernel kernel, DeviceObject adapter, long buffer) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(pixels);
        kernel.mm().write(buffer, bytes.array(), 0, BYTES);
        assertEquals(
                BYTES,
                wholeScreen(
                                kernel,
                                adapter,
                                BusMasterControlCode.IOCTL_BUSMASTER_WRITE_RECTANGLE,
                                buffer)
                        .information());
    }

    private static int[] screen(Machine machine) {
        return machine.ability("display0", ScanOut.class).orElseThrow().picture().pixels();
    }

    @Test
    void aBufferInFourRunsIsOnTheScreen(Machine machine, Kernel kernel, DeviceObject adapter) {
        Placement runs = Placement.inFrames(0x300L, 0x310L, 0x311L, 0x305L, 0x400L);
        long buffer = kernel.mm().allocateVirtualMemory(BYTES, runs.atOffset(0x40));

        show(kernel, adapter, buffer);

        assertArrayEquals(pixels, screen(machine));
        assertEquals(4, kernel.dma().statistics().get(0).sgElements());
        assertEquals(0, kernel.dma().statistics().get(0).bouncedBytes());
    }

    @Test
    @OnMachine(memory = "6G", devices = "display,dma64=off", bufferAbove = "4G", mapRegisters = 2)
    void anAdapterOf32BitsIsFedThroughMapRegistersFromAbove4Gigabytes(
            Machine machine, Kernel kernel, DeviceObject adapter) {
        long buffer = kernel.mm().allocateVirtualMemory(BYTES, Placement.scattered());

        show(kernel, adapter, buffer);

        assertArrayEquals(pixels, screen(machine));
        assertEquals(BYTES, kernel.dma().statistics().get(0).bouncedBytes());
        assertEquals(2, kernel.dma().statistics().get(0).mapRegistersPeak());
    }

    @Test
    @OnMachine(devices = "display,msi=off", coherent = false)
    void whatWasShownIsReadBackThroughACacheThatDmaDoesNotSee(Kernel kernel, DeviceObject adapter) {
        long shown = kernel.mm().allocateVirtualMemory(BYTES, Placement.scattered());
        long back = kernel.mm().allocateVirtualMemory(BYTES, Placement.scattered());
        show(kernel, adapter, shown);

        wholeScreen(kernel, adapter, BusMasterControlCode.IOCTL_BUSMASTER_READ_RECTANGLE, back);

        byte[] bytes = new byte[BYTES];
        kernel.mm().read(back, bytes, 0, BYTES);
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertArrayEquals(
                pixels, IntStream.generate(words::getInt).limit(WIDTH * HEIGHT).toArray());
    }

    @Test
    void anAdapterThatIsPulledOutFailsTheRequest(
            DeviceNode card, Kernel kernel, DeviceObject adapter) {
        long buffer = kernel.mm().allocateVirtualMemory(BYTES, Placement.scattered());
        card.unplug();

        assertEquals(
                NtStatus.STATUS_NO_SUCH_DEVICE,
                wholeScreen(
                                kernel,
                                adapter,
                                BusMasterControlCode.IOCTL_BUSMASTER_WRITE_RECTANGLE,
                                buffer)
                        .status());
    }
}
