package dev.dreq.tools.testkit.examples;

import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_COUNT;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_CTRL;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_HOST_HI;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_HOST_LO;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_LINE;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_PITCH;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_STATUS;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DMA_VRAM;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.DONE;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.IRQ_EN;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.SG;
import static dev.dreq.tools.testkit.examples.ScriptedDisplay.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.intThat;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.busmaster.BusMasterControlCode;
import dev.dreq.tools.drivers.busmaster.ScreenMode;
import dev.dreq.tools.drivers.busmaster.ScreenRectangle;
import dev.dreq.tools.testkit.bus.FakeCpuBus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/**
 * The bus-master driver on a mock of the bus, for whoever knows Mockito best. The mock passes each
 * access on to a fake machine, so that memory, time and interrupts work as the kernel needs them.
 */
class BusMasterOnAMockedBusTest {
    private static final int LINE = 64 * 4;

    private final FakeCpuBus pc = FakeCpuBus.pc();
    private final ScriptedDisplay display = new ScriptedDisplay(pc);
    private final CpuBus bus = mock(CpuBus.class, delegatesTo(pc));
    private final Kernel kernel =
            new Kernel(bus, KernelOptions.defaults().withVerifier(VerifierMode.STOP));
    private DeviceObject device;

    private void start(String path) {
        var type = StockDrivers.named("busmaster");
        var entry = type.create(Settings.parse(type.settings(), Map.of("path", path)));
        var driver = kernel.io().loadDriver("busmaster", entry);
        device = kernel.io().addDevice(driver, ScriptedDisplay.RESOURCES);
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(device));
        byte[] mode = new ScreenMode(64, 64, 32).encode();
        control(BusMasterControlCode.IOCTL_BUSMASTER_SET_MODE, mode, 0, 0);
    }

    @AfterEach
    void shutDown() {
        kernel.close();
    }

    private IoStatusBlock control(int code, byte[] input, long buffer, int length) {
        long va = kernel.mm().allocateVirtualMemory(input.length, Placement.scattered());
        kernel.mm().write(va, input, 0, input.length);
        return kernel.io().deviceControl(device, code, va, input.length, buffer, length);
    }

    /** Writes the topmost lines of the screen from a buffer in these page frames. */
    private IoStatusBlock writeLines(int lines, int offset, Long... frames) {
        long buffer =
                kernel.mm()
                        .allocateVirtualMemory(
                                lines * LINE, Placement.inFrames(frames).atOffset(offset));
        return control(
                BusMasterControlCode.IOCTL_BUSMASTER_WRITE_RECTANGLE,
                new ScreenRectangle(0, 0, 64, lines).encode(),
                buffer,
                lines * LINE);
    }

    @Test
    void oneRangeGoesIntoTheRegistersAndStartIsTheLastOfThem() {
        start("single");

        IoStatusBlock result = writeLines(8, 0x234, 0x300L);

        assertEquals(NtStatus.STATUS_SUCCESS, result.status());
        assertEquals(8 * LINE, result.information());
        InOrder registers = inOrder(bus);
        registers.verify(bus).store32(DMA_HOST_LO, 0x300_234);
        registers.verify(bus).store32(DMA_HOST_HI, 0);
        registers.verify(bus).store32(DMA_COUNT, 8 * LINE);
        registers.verify(bus).store32(DMA_VRAM, 0);
        registers.verify(bus).store32(DMA_PITCH, 0); // whole lines: one range of video memory
        registers.verify(bus).store32(eq(DMA_LINE), anyInt());
        registers.verify(bus).store32(DMA_CTRL, START | IRQ_EN);
    }

    @Test
    void theServiceRoutineReadsTheCauseAndWritesItBackWhichLowersTheLine() {
        start("single");

        writeLines(8, 0, 0x300L);

        InOrder intx = inOrder(bus);
        intx.verify(bus).store32(DMA_CTRL, START | IRQ_EN);
        intx.verify(bus).load32(DMA_STATUS);
        intx.verify(bus).store32(DMA_STATUS, DONE);
        assertFalse(bus.interruptLevel(ScriptedDisplay.IRQ));
    }

    @Test
    void anInterruptOfAnotherDeviceOnTheLineIsNotAcknowledged() {
        start("single");

        pc.interrupt(ScriptedDisplay.IRQ, true);
        pc.at(pc.now() + 1_000, () -> pc.interrupt(ScriptedDisplay.IRQ, false));
        kernel.ke().delayExecutionThread(-100);

        verify(bus, never()).store32(eq(DMA_STATUS), anyInt());
    }

    @Test
    void scatteredPagesAreATableWithAnEntryForEachRun() {
        start("sg");

        IoStatusBlock result = writeLines(40, 0x800, 0x300L, 0x301L, 0x500L);

        assertEquals(40 * LINE, result.information());
        InOrder registers = inOrder(bus);
        registers.verify(bus).store32(eq(DMA_HOST_LO), intThat(table -> table % 16 == 0));
        registers.verify(bus).store32(DMA_COUNT, 2);
        registers.verify(bus).store32(DMA_CTRL, START | SG | IRQ_EN);
        ByteBuffer table =
                ByteBuffer.wrap(pc.memory().get(display.host(), 32)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x300_800, table.getLong(0));
        assertEquals(0x1800, table.getInt(8)); // frames 300 and 301 are one run
        assertEquals(0x500_000, table.getLong(16));
        assertEquals(0x1000, table.getInt(24));
    }
}
