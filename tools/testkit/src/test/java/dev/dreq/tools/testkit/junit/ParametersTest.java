package dev.dreq.tools.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.testkit.bus.FaultyBus;
import dev.dreq.tools.testkit.bus.RecordingBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What tests can take, and that they get what was asked for. */
@OnMachine(
        memory = "32M",
        devices = {"i8237", "fdc,irq=7", "display,sg=off"},
        seed = 7,
        mapRegisters = 3,
        bufferAbove = "16M")
class ParametersTest {
    private final Machine constructed;
    private Machine prepared;

    ParametersTest(Machine machine) {
        constructed = machine;
    }

    @Drives("fdc")
    DriverEntry floppy() {
        return StockDrivers.named("floppy").create();
    }

    @Drives("display0")
    DriverEntry busMaster() {
        return StockDrivers.named("busmaster").create();
    }

    @BeforeEach
    void prepare(Machine machine) {
        prepared = machine;
    }

    @AfterEach
    void sameTo(Machine machine) {
        assertSame(prepared, machine);
    }

    @Test
    void oneMachineForAllOfATest(Machine machine, CpuBus bus) {
        assertSame(constructed, machine);
        assertSame(prepared, machine);
        assertSame(machine.cpu(), bus);
        assertEquals(32 << 20, machine.bus().ramRanges().get(1).end());
    }

    @Test
    void devicesByNameAndByType(
            @DeviceName("fdc0") DeviceNode floppy, @DeviceName("display") DeviceNode display) {
        assertEquals("7", floppy.settings().get("irq"));
        assertEquals("off", display.settings().get("sg"));
    }

    @Test
    void aKernelWithTheOptionsThatWereAskedFor(Kernel kernel) {
        assertEquals(3, kernel.options().dmaMapRegisterLimit());
        assertEquals(7, kernel.options().seed());
        assertEquals(16 << 20, kernel.options().bufferAbove());
        assertEquals(VerifierMode.STOP, kernel.options().verifier());
        assertEquals(Irql.PASSIVE_LEVEL, kernel.ke().getCurrentIrql());
    }

    @Test
    void driversThatAreLoadedAndDevicesThatAreStarted(
            Kernel kernel,
            @DeviceName("fdc0") DriverObject floppy,
            @DeviceName("fdc0") DeviceObject drive,
            @DeviceName("display0") DeviceObject display) {
        assertSame(floppy, kernel.io().getAttachedDevice(drive).driverObject());
        assertNotSame(floppy, kernel.io().getAttachedDevice(display).driverObject());
    }

    @Test
    void busesBetweenKernelAndMachine(
            @DeviceName("fdc0") DeviceObject drive,
            CpuBus bus,
            Kernel kernel,
            RecordingBus recorded,
            FaultyBus faulty) {
        assertSame(recorded, bus);
        assertSame(recorded, kernel.bus());
        assertFalse(recorded.traffic().isEmpty(), drive + " was started before");
        faulty.pullPorts(0x3f0, 0x3f7);
        assertEquals(0xff, bus.in8(0x3f4));
    }

    @Test
    @OnMachine(memory = "2M", coherent = false, verify = VerifierMode.REPORT)
    void aMethodReplacesWhatItsClassSays(Kernel kernel, Machine machine, CpuBus bus) {
        assertTrue(machine.devices().isEmpty());
        assertTrue(bus.capability(CacheControl.class).isPresent());
        assertEquals(VerifierMode.REPORT, kernel.options().verifier());
    }

    @Test
    void aTestIsAThreadOfItsKernel(Kernel kernel) {
        assertTrue(kernel.ke().getCurrentThread().toString().contains("aTestIsAThread"));
        long start = kernel.bus().now();
        kernel.ke().delayExecutionThread(-10_000);
        assertEquals(1_000_000, kernel.bus().now() - start);
    }

    @RepeatedTest(2)
    void repetitionsHaveMachinesOfTheirOwn(Machine machine) {
        assertEquals(0, machine.now());
        machine.advance(1);
    }

    @Test
    void aDriverMayBeUnloadedByTheTest(Kernel kernel, @DeviceName("fdc0") DriverObject floppy) {
        kernel.io().unloadDriver(floppy);
        assertThrows(IllegalArgumentException.class, () -> kernel.options().withSystemPtes(-1));
    }

    @Nested
    class Inside {
        @Test
        void nestedClassesHaveTheMachineAndTheDriversOfTheOuterOne(
                Kernel kernel, @DeviceName("fdc0") DeviceObject drive) {
            assertTrue(kernel.io().getAttachedDevice(drive) != drive);
        }
    }
}
