package dev.dreq.hal.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaStatistics;
import dev.dreq.hal.io.BusInterfaceStandard;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.mm.Pulong;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class EnumerationTest {

    private static Kernel kernel(FakePci pci) {
        return new Kernel(pci.on(ScriptedBus.pc()), KernelOptions.defaults());
    }

    private static List<String> found(FakePci pci) {
        return kernel(pci).pci().enumerate().stream().map(PciDevice::toString).toList();
    }

    @Test
    void functionsAreFoundBySlotAndAbsentOnesAreNot() {
        FakeFunction ide = new FakeFunction(0x8086, 0x7010, 0x010180);
        FakePci pci =
                FakePci.pc()
                        .put(1, 1, ide)
                        .put(31, 0, FakeFunction.display())
                        .put(3, 0, FakeFunction.display());
        pci.at(1, 0).set(0x0E, 1, 0x80);
        assertEquals(
                List.of(
                        "PCI function 00:00.0 (8086:1237)",
                        "PCI function 00:01.0 (8086:7000)",
                        "PCI function 00:01.1 (8086:7010)",
                        "PCI function 00:03.0 (1234:1111)",
                        "PCI function 00:1f.0 (1234:1111)"),
                found(pci));
    }

    @Test
    void aDeviceWithOneFunctionIsNotAskedForOthersAndOneWithoutAFirstIsNotThere() {
        FakePci pci =
                FakePci.pc()
                        .put(3, 0, FakeFunction.display())
                        .put(3, 1, FakeFunction.display())
                        .put(4, 1, FakeFunction.display());
        assertEquals(3, found(pci).size());
    }

    @Test
    void aMachineWithoutAHostBridgeHasNoFunctions() {
        assertEquals(
                List.of(),
                new Kernel(ScriptedBus.pc(), KernelOptions.defaults()).pci().enumerate());
    }

    @Test
    void aHostBridgeWithNothingBehindItHasNoFunctions() {
        assertEquals(List.of(), found(new FakePci()));
    }

    @Test
    void aFunctionWhoseVendorIsZeroIsNotThere() {
        FakePci pci = new FakePci().put(3, 0, new FakeFunction(0, 0, 0));
        assertEquals(List.of(), found(pci));
        assertEquals(List.of(), pci.at(3, 0).writes);
    }

    @Test
    void enumeratingAgainGivesTheSameFunctionsWithoutWritingToThem() {
        FakePci pci = FakePci.pc().put(3, 0, FakeFunction.display());
        Kernel kernel = kernel(pci);
        List<PciDevice> first = kernel.pci().enumerate();
        pci.at(3, 0).writes.clear();
        assertEquals(first, kernel.pci().enumerate());
        assertEquals(List.of(), pci.at(3, 0).writes);
    }

    @Test
    void enumerationIsForPassiveLevel() {
        Kernel kernel = kernel(FakePci.pc());
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        assertThrows(BugCheck.class, () -> kernel.pci().enumerate());
    }

    @Test
    void aPhysicalDeviceTellsItsBusAndItsIds() {
        Kernel kernel = kernel(FakePci.pc().put(3, 0, FakeFunction.display()));
        PciDevice display = kernel.pci().enumerate().get(2);
        assertEquals(InterfaceType.PCIBus, kernel.io().legacyBusType(display.physicalDevice()));
        List<String> ids = kernel.io().hardwareIds(display.physicalDevice());
        assertEquals("PCI\\VEN_1234&DEV_1111&SUBSYS_11001AF4&REV_02", ids.get(0));
        assertEquals("PCI\\CC_0380", ids.get(ids.size() - 1));
        assertTrue(display.matches("pci\\ven_1234&dev_1111"));
        assertFalse(display.matches("PCI\\VEN_1234&DEV_1112"));
    }

    @Test
    void bridgesAreLeftAsTheyAre() {
        FakeFunction toPci =
                new FakeFunction(0x8086, 0x244E, 0x060400)
                        .set(0x0E, 1, 1)
                        .change(0x10, 24, -1L)
                        .pin(1);
        FakePci pci = FakePci.pc().put(4, 0, toPci);
        PciDevice bridge = kernel(pci).pci().enumerate().get(2);
        assertEquals(1, bridge.identity().headerType());
        assertEquals(List.of(), bridge.bars());
        assertEquals(List.of(), bridge.resources().resources());
        assertEquals(List.of(), toPci.writes);
        assertEquals(List.of(), pci.at(0, 0).writes);
        assertEquals(List.of(), pci.at(1, 0).writes);
    }

    @Test
    void anUnknownHeaderTypeIsLeftAlone() {
        FakeFunction odd = FakeFunction.display().set(0x0E, 1, 0x7E);
        kernel(FakePci.pc().put(4, 0, odd)).pci().enumerate();
        assertEquals(List.of(), odd.writes);
    }

    @Test
    void capabilitiesAreReadInTheOrderOfTheList() {
        FakeFunction two = FakeFunction.display().msi(0).set(0x41, 1, 0x60).set(0x60, 1, 1);
        PciDevice function = kernel(FakePci.pc().put(3, 0, two)).pci().enumerate().get(2);
        assertEquals(
                List.of(new PciCapability(5, 0x40), new PciCapability(1, 0x60)),
                function.capabilities());
    }

    @Test
    void aCapabilityListThatGoesInCirclesEndsAndIsReported() {
        FakeFunction loop = FakeFunction.display().msi(0).set(0x41, 1, 0x60).set(0x61, 1, 0x40);
        loop.set(0x60, 1, 1);
        Kernel kernel = kernel(FakePci.pc().put(3, 0, loop));
        assertEquals(2, kernel.pci().enumerate().get(2).capabilities().size());
        assertEquals(
                List.of("PCI function 00:03.0 (1234:1111): its capability list comes back to 40"),
                kernel.ke().reports());
    }

    @Test
    void aCapabilityListThatLeadsIntoTheHeaderOrToNothingEnds() {
        FakeFunction header = FakeFunction.display().capabilities(0x10);
        FakeFunction nothing = FakeFunction.display().capabilities(0xF0).set(0xF0, 2, 0xFFFF);
        Kernel kernel = kernel(FakePci.pc().put(3, 0, header).put(4, 0, nothing));
        List<PciDevice> functions = kernel.pci().enumerate();
        assertEquals(List.of(), functions.get(2).capabilities());
        assertEquals(List.of(), functions.get(3).capabilities());
        assertEquals(2, kernel.ke().reports().size());
    }

    @Test
    void aCapabilityPointerWithoutTheStatusBitMeansNothing() {
        FakeFunction stale = FakeFunction.display().msi(0).set(0x06, 2, 0);
        assertEquals(
                List.of(),
                kernel(FakePci.pc().put(3, 0, stale)).pci().enumerate().get(2).capabilities());
    }

    @Test
    void theBusInterfaceMakesTheSameAdaptersAsIoGetDmaAdapter() {
        Kernel kernel = kernel(FakePci.pc().put(3, 0, FakeFunction.display()));
        DeviceObject device = kernel.pci().enumerate().get(2).physicalDevice();
        DeviceDescription description =
                DeviceDescription.zeroed()
                        .master(true)
                        .scatterGather(true)
                        .interfaceType(InterfaceType.InterfaceTypeUndefined)
                        .maximumLength(0x4000)
                        .build();
        Pulong count = kernel.mm().newUlong(0);
        DmaAdapter adapter =
                kernel.io().queryBusInterface(device).getDmaAdapter(description, count);
        assertEquals(5, count.get());
        assertEquals(
                List.of(5),
                kernel.dma().statistics().stream().map(DmaStatistics::mapRegisters).toList());
        adapter.dmaOperations().putDmaAdapter(adapter);
    }

    @Test
    void aDriverReadsAndWritesItsConfigurationSpace() {
        FakeFunction display = FakeFunction.display().change(0x0D, 1, 0xFF);
        Kernel kernel = kernel(FakePci.pc().put(3, 0, display));
        PciDevice function = kernel.pci().enumerate().get(2);
        BusInterfaceStandard config = kernel.io().queryBusInterface(function.physicalDevice());
        byte[] all = new byte[0x200];
        assertEquals(0x100, config.getBusData(all, 0, 0x200));
        for (int i = 0; i < 0x100; i++) {
            assertEquals(display.values[i], all[i], "byte " + i);
        }
        display.writes.clear();
        assertEquals(7, config.setBusData(new byte[] {1, 2, 3, 4, 5, 6, 7}, 0x0D, 7));
        assertEquals(List.of("0D:1=1", "0E:2=302", "10:4=7060504"), display.writes);
        byte[] some = new byte[3];
        assertEquals(3, config.getBusData(some, 0x01, 3));
        assertEquals(0x12, some[0]);
        assertEquals(0, config.getBusData(some, 0x100, 3));
        assertEquals(1, config.setBusData(some, 0xFF, 3));
        assertThrows(IllegalArgumentException.class, () -> config.getBusData(some, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> config.setBusData(some, -1, 1));
        kernel.ke().raiseIrql(Irql.LOWEST_DIRQL);
        assertThrows(BugCheck.class, () -> config.getBusData(some, 0, 1));
    }
}
