package dev.dreq.hal.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.io.PnpMinor;
import dev.dreq.hal.ke.NtStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions that come and go between two looks at the bus. */
@Timeout(10)
class EnumeratingAgainTest {
    private final FakeFunction display = FakeFunction.display().msi(1);
    private final FakePci pci = FakePci.pc().put(3, 0, display);
    private final Kernel kernel = new Kernel(pci.on(ScriptedBus.pc()), KernelOptions.defaults());
    private final DriverObject driver =
            kernel.io()
                    .loadDriver(
                            "Display",
                            (linked, object) -> {
                                object.setAddDevice(this::addDevice);
                                object.setMajorFunction(IrpMajor.IRP_MJ_PNP, this::pnp);
                                return NtStatus.STATUS_SUCCESS;
                            });

    private NtStatus addDevice(DriverObject object, DeviceObject pdo) {
        DeviceObject fdo = kernel.io().createDevice(object, null, null, 0x23, 0);
        assertNotNull(fdo);
        fdo.setDeviceExtension(kernel.io().attachDeviceToDeviceStack(fdo, pdo));
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus pnp(DeviceObject fdo, Irp irp) {
        PnpMinor minor = kernel.io().getCurrentIrpStackLocation(irp).pnp().minor();
        DeviceObject lower = (DeviceObject) fdo.deviceExtension();
        assertNotNull(lower);
        kernel.io().skipCurrentIrpStackLocation(irp);
        NtStatus status = kernel.io().callDriver(lower, irp);
        if (minor == PnpMinor.IRP_MN_REMOVE_DEVICE) {
            kernel.io().detachDevice(lower);
            kernel.io().deleteDevice(fdo);
        }
        return status;
    }

    private PciDevice in(int slot) {
        return kernel.pci().enumerate().stream()
                .filter(function -> function.slot().device() == slot)
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> memory(PciDevice function) {
        return function.resources().all(CmResource.Memory.class).stream()
                .map(CmResource.Memory::start)
                .toList();
    }

    private static int vector(PciDevice function) {
        return function.resources().all(CmResource.MessageInterrupt.class).get(0).vector();
    }

    private PciDevice started(int slot) {
        PciDevice function = in(slot);
        kernel.io().addDevice(driver, function.physicalDevice());
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(function.physicalDevice()));
        return function;
    }

    @Test
    void aNewFunctionIsPlacedBesideOneThatRunsUndisturbed() {
        PciDevice running = started(3);
        display.writes.clear();
        pci.put(2, 0, FakeFunction.display().msi(1));
        PciDevice added = in(2);
        assertEquals(List.of(), display.writes);
        assertEquals(List.of(0xE000_0000L, 0xE100_0000L), memory(running));
        assertEquals(List.of(0xE200_0000L, 0xE100_1000L), memory(added));
        assertEquals(0x50, vector(running));
        assertEquals(0x52, vector(added));
        assertEquals(
                List.of(0, 1, 2, 3),
                kernel.pci().enumerate().stream().map(one -> one.slot().device()).toList());
        assertEquals(running, in(3));
    }

    @Test
    void whatAFunctionHadThatIsGoneIsKeptUntilItsDriverIsRemoved() {
        PciDevice lost = started(3);
        pci.remove(3, 0);
        assertEquals(2, kernel.pci().enumerate().size());
        FakeFunction next = FakeFunction.display().msi(1);
        pci.put(4, 0, next);
        assertEquals(List.of(0xE200_0000L, 0xE100_1000L), memory(in(4)));
        kernel.io().surpriseRemoval(lost.physicalDevice());
        kernel.io().removeDevice(lost.physicalDevice());
        pci.put(5, 0, FakeFunction.display().msi(1));
        PciDevice third = in(5);
        assertEquals(memory(lost), memory(third));
        assertEquals(0x50, vector(third));
    }

    @Test
    void oneOfTheSameKindInTheSameSlotIsAnotherAndTheOldDriversEndDoesNotTouchIt() {
        PciDevice lost = started(3);
        FakeFunction next = FakeFunction.display().msi(1);
        pci.put(3, 0, next);
        PciDevice found = in(3);
        assertNotEquals(lost.physicalDevice(), found.physicalDevice());
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(found.physicalDevice()));
        assertEquals(0x406, next.get(4, 2));
        next.writes.clear();
        kernel.io().surpriseRemoval(lost.physicalDevice());
        kernel.io().removeDevice(lost.physicalDevice());
        assertEquals(List.of(), next.writes);
        assertEquals(found, in(3));
    }

    @Test
    void oneThatIsGoneCannotBeStarted() {
        PciDevice lost = started(3);
        kernel.io().stopDevice(lost.physicalDevice());
        pci.remove(3, 0);
        kernel.pci().enumerate();
        assertEquals(
                NtStatus.STATUS_NO_SUCH_DEVICE, kernel.io().startDevice(lost.physicalDevice()));
        assertFalse(kernel.io().deletePhysicalDevice(lost.physicalDevice()));
    }

    @Test
    void comingAndGoingUsesNothingUp() {
        List<Long> first = memory(in(3));
        for (int again = 0; again < 300; again++) {
            pci.remove(3, 0);
            assertEquals(2, kernel.pci().enumerate().size());
            pci.put(3, 0, FakeFunction.display().msi(4));
            PciDevice found = started(3);
            assertEquals(first, memory(found));
            assertEquals(16, found.resources().all(CmResource.MessageInterrupt.class).size());
            assertTrue(found.refusal().isEmpty());
            kernel.io().removeDevice(found.physicalDevice());
        }
    }
}
