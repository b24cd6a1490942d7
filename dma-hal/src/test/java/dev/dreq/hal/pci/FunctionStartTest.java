package dev.dreq.hal.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.io.PnpMinor;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From AddDevice to removal, with a driver that passes its requests down as it should. */
@Timeout(10)
class FunctionStartTest {
    private static final int DECODE_AND_MASTER = 7;

    private final FakeFunction display = FakeFunction.display();
    private final FakePci pci = FakePci.pc().put(3, 0, display);
    private final ScriptedBus bus = pci.on(ScriptedBus.pc());
    private final Kernel kernel = new Kernel(bus, KernelOptions.defaults());
    private final List<String> seen = new ArrayList<>();
    private NtStatus startStatus = NtStatus.STATUS_SUCCESS;

    private DriverObject load(String name) {
        return kernel.io()
                .loadDriver(
                        name,
                        (linked, driver) -> {
                            driver.setAddDevice(this::addDevice);
                            driver.setMajorFunction(IrpMajor.IRP_MJ_PNP, this::pnp);
                            return NtStatus.STATUS_SUCCESS;
                        });
    }

    private NtStatus addDevice(DriverObject driver, DeviceObject pdo) {
        DeviceObject fdo = kernel.io().createDevice(driver, null, null, 0x23, 0);
        assertNotNull(fdo);
        fdo.setDeviceExtension(kernel.io().attachDeviceToDeviceStack(fdo, pdo));
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus pnp(DeviceObject fdo, Irp irp) {
        IoParameters.Pnp pnp = kernel.io().getCurrentIrpStackLocation(irp).pnp();
        DeviceObject lower = (DeviceObject) fdo.deviceExtension();
        assertNotNull(lower);
        if (pnp.minor() == PnpMinor.IRP_MN_START_DEVICE) {
            seen.addAll(
                    pnp.allocatedResources().resources().stream().map(Object::toString).toList());
            if (!startStatus.isSuccess()) {
                irp.ioStatus().set(startStatus, 0);
                kernel.io().completeRequest(irp);
                return startStatus;
            }
        }
        kernel.io().skipCurrentIrpStackLocation(irp);
        NtStatus status = kernel.io().callDriver(lower, irp);
        if (pnp.minor() == PnpMinor.IRP_MN_REMOVE_DEVICE) {
            kernel.io().detachDevice(lower);
            kernel.io().deleteDevice(fdo);
        }
        return status;
    }

    private int command() {
        return display.get(4, 2);
    }

    private DeviceObject pdo() {
        return kernel.pci().enumerate().get(2).physicalDevice();
    }

    @Test
    void aDriverIsStartedWithWhatItsFunctionWasGiven() {
        kernel.io().addDevice(load("Display"), pdo());
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(pdo()));
        assertEquals(
                List.of(
                        "Memory[start=%d, length=%d]".formatted(0xE000_0000L, 16 << 20),
                        "Memory[start=%d, length=%d]".formatted(0xE100_0000L, 4096),
                        "Interrupt[input=10, mode=LevelSensitive, shared=true]"),
                seen);
        assertEquals(0xE000_0000, display.get(0x10, 4));
        assertEquals(0xE100_0000, display.get(0x18, 4));
    }

    @Test
    void decodingAndMasteringAreOnFromStartToStopAndNotOtherwise() {
        display.set(4, 2, 7);
        DriverObject driver = load("Display");
        kernel.io().addDevice(driver, pdo());
        assertEquals(0, command() & DECODE_AND_MASTER);
        kernel.io().startDevice(pdo());
        assertEquals(6, command());
        kernel.io().stopDevice(pdo());
        assertEquals(0, command() & DECODE_AND_MASTER);
        kernel.io().startDevice(pdo());
        assertEquals(6, command());
        kernel.io().unloadDriver(driver);
        assertEquals(0, command() & DECODE_AND_MASTER);
    }

    @Test
    void portsAreDecodedWhereAFunctionHasThem() {
        FakeFunction card = new FakeFunction(0x10EC, 0x8029, 0x020000).ports(0, 32);
        pci.put(4, 0, card);
        kernel.io().startDevice(kernel.pci().enumerate().get(3).physicalDevice());
        assertEquals(5, card.get(4, 2));
        assertEquals(0xC001, card.get(0x10, 4));
    }

    @Test
    void a64BitRegisterGetsBothHalvesOfItsAddress() {
        display.memory64(4, 1L << 33);
        kernel.pci().enumerate();
        assertEquals(0xC, display.get(0x20, 4));
        assertEquals(2, display.get(0x24, 4));
    }

    @Test
    void afterRemovalTheFunctionIsThereForAnotherDriver() {
        DriverObject one = load("One");
        DriverObject two = load("Two");
        kernel.io().addDevice(one, pdo());
        assertEquals(
                NtStatus.STATUS_DEVICE_BUSY,
                assertThrows(StatusException.class, () -> kernel.io().addDevice(two, pdo()))
                        .status());
        kernel.io().startDevice(pdo());
        kernel.io().unloadDriver(one);
        kernel.io().addDevice(two, pdo());
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(pdo()));
        assertEquals(6, command());
    }

    @Test
    void aDriverThatFailsToStartLeavesTheFunctionOff() {
        startStatus = NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR;
        kernel.io().addDevice(load("Display"), pdo());
        assertEquals(startStatus, kernel.io().startDevice(pdo()));
        assertEquals(0, command() & DECODE_AND_MASTER);
    }

    @Test
    void anAddDeviceThatFailsLeavesTheFunctionForOthers() {
        DriverObject bad =
                kernel.io()
                        .loadDriver(
                                "Bad",
                                (linked, driver) -> {
                                    driver.setAddDevice(
                                            (d, p) -> NtStatus.STATUS_INSUFFICIENT_RESOURCES);
                                    return NtStatus.STATUS_SUCCESS;
                                });
        assertThrows(StatusException.class, () -> kernel.io().addDevice(bad, pdo()));
        kernel.io().addDevice(load("Good"), pdo());
    }

    private void refused(String why) {
        PciDevice function = kernel.pci().enumerate().get(2);
        StatusException raised =
                assertThrows(
                        StatusException.class, () -> kernel.io().addDevice(load("Display"), pdo()));
        assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, raised.status());
        assertTrue(
                raised.getMessage().contains("PCI function 00:03.0 (1234:1111): " + why),
                raised.getMessage());
        assertTrue(function.refusal().orElse("").startsWith(why), function.refusal()::toString);
        assertEquals(List.of(), function.resources().resources());
        assertTrue(kernel.ke().reports().get(0).contains(why), kernel.ke().reports()::toString);
        assertEquals(0, command() & DECODE_AND_MASTER);
    }

    @Test
    void aFunctionWithoutRoomIsRefused() {
        display.memory(0, 1 << 30);
        refused("there is no room for BAR0");
    }

    @Test
    void aFunctionWhoseRegisterAnswersGarbageIsRefused() {
        display.change(0x10, 4, 0xFF00_F000L);
        refused("BAR0 answers ff00f000");
    }

    @Test
    void aFunctionWhoseRegisterForgetsItsAddressIsRefused() {
        FakeFunction forgetful =
                new FakeFunction(0x1234, 0x1111, 0x038000) {
                    @Override
                    void write(int offset, int size, int value) {
                        super.write(offset, size, value == 0xE000_0000 ? 0 : value);
                    }
                };
        pci.put(3, 0, forgetful.memory(0, 4096));
        refused("BAR0 (1000 bytes of memory below 4 GiB) does not keep the address E0000000");
    }

    @Test
    void messagesAreProgrammedBeforeMasteringIsAllowedAndOffBehindIt() {
        display.msi(1);
        pdo();
        display.writes.clear();
        kernel.io().startDevice(pdo());
        assertEquals(
                List.of("44:4=FEE00000", "48:4=0", "4C:2=50", "42:2=93", "04:2=406"),
                display.writes);
        display.writes.clear();
        kernel.io().stopDevice(pdo());
        assertEquals(List.of("04:2=400", "42:2=82"), display.writes);
    }

    @Test
    void aCapabilityWith32BitAddressesAndMasksHasItsDataElsewhere() {
        display.capabilities(0x50)
                .set(0x50, 1, 5)
                .set(0x52, 2, 0x100)
                .change(0x52, 2, 0x71)
                .change(0x54, 4, -4)
                .change(0x58, 2, 0xFFFF)
                .set(0x5C, 4, 1)
                .change(0x5C, 4, -1);
        kernel.io().startDevice(pdo());
        assertEquals(0xFEE0_0000, display.get(0x54, 4));
        assertEquals(0x50, display.get(0x58, 2));
        assertEquals(0, display.get(0x5C, 4));
        assertEquals(0x101, display.get(0x52, 2));
    }

    @Test
    void eachMessageCallsItsOwnServiceRoutineOnce() {
        display.msi(1);
        List<CmResource.MessageInterrupt> granted =
                kernel.pci().enumerate().get(2).resources().all(CmResource.MessageInterrupt.class);
        kernel.io().startDevice(pdo());
        List<Kinterrupt> interrupts = new ArrayList<>();
        for (CmResource.MessageInterrupt message : granted) {
            Kinterrupt interrupt =
                    kernel.io()
                            .connectMessageInterrupt(
                                    message,
                                    (i, context) -> seen.add("message " + context),
                                    message.message());
            assertNotNull(interrupt);
            interrupts.add(interrupt);
        }
        bus.message(0x51);
        bus.message(0x50);
        bus.message(0x51);
        kernel.ke().interruptPoint();
        assertEquals(List.of("message 0", "message 1", "message 1"), seen);
        interrupts.forEach(kernel.io()::disconnectInterrupt);
        assertFalse(bus.listensToMessages());
    }
}
