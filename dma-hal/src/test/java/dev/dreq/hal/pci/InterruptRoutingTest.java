package dev.dreq.hal.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.NtStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptRoutingTest {
    private static final KernelOptions DEFAULTS = KernelOptions.defaults();

    private static Kernel kernel(FakePci pci, KernelOptions options) {
        return new Kernel(pci.on(ScriptedBus.pc()), options);
    }

    private static Optional<CmResource.Interrupt> line(Kernel kernel, int function) {
        return kernel.pci().enumerate().get(function).resources().first(CmResource.Interrupt.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 4, 3", "2, 1, 1", "3, 1, 2", "4, 1, 3", "5, 1, 0", "3, 3, 0"})
    void thePinsOfTheSlotsAreRotated(int device, int pin, int pirq) {
        assertEquals(pirq, InterruptRoutes.pirq(new PciSlotNumber(device, 0), pin));
    }

    @Test
    void aPinIsRoutedToALevelSensitiveSharedInputAndItsLineRegisterSaysSo() {
        FakePci pci =
                FakePci.pc().put(2, 0, FakeFunction.display()).put(3, 0, FakeFunction.display());
        Kernel kernel = kernel(pci, DEFAULTS);
        assertEquals(
                Optional.of(new CmResource.Interrupt(11, InterruptMode.LevelSensitive, true)),
                line(kernel, 2));
        assertEquals(
                Optional.of(new CmResource.Interrupt(10, InterruptMode.LevelSensitive, true)),
                line(kernel, 3));
        assertEquals(List.of("61:1=B", "62:1=A"), pci.at(1, 0).writes);
        assertEquals(11, pci.at(2, 0).get(0x3C, 1));
        assertEquals(10, pci.at(3, 0).get(0x3C, 1));
    }

    @Test
    void functionsOnOneLineShareItsInputAndItIsRoutedOnce() {
        FakePci pci =
                FakePci.pc().put(2, 0, FakeFunction.display()).put(6, 0, FakeFunction.display());
        Kernel kernel = kernel(pci, DEFAULTS);
        assertEquals(line(kernel, 2), line(kernel, 3));
        assertEquals(List.of("61:1=B"), pci.at(1, 0).writes);
    }

    @Test
    void inputsThatIsaCardsHaveAreNotUsed() {
        FakePci pci = FakePci.pc().put(3, 0, FakeFunction.display());
        Kernel kernel = kernel(pci, DEFAULTS.withIsaInterrupts(List.of(6, 10, 11)));
        assertEquals(9, line(kernel, 2).orElseThrow().input());
    }

    @Test
    void inputsThatWereGrantedToDevicesWithADriverAreNotUsed() {
        FakePci pci = FakePci.pc().put(3, 0, FakeFunction.display());
        Kernel kernel = kernel(pci, DEFAULTS);
        DriverObject driver =
                kernel.io()
                        .loadDriver(
                                "Card",
                                (linked, object) -> {
                                    object.setAddDevice((d, pdo) -> NtStatus.STATUS_SUCCESS);
                                    return NtStatus.STATUS_SUCCESS;
                                });
        kernel.io()
                .addDevice(
                        driver,
                        CmResourceList.isa(
                                new CmResource.Interrupt(10, InterruptMode.Latched, false)));
        assertEquals(11, line(kernel, 2).orElseThrow().input());
    }

    @Test
    void whenIsaCardsHaveAllInputsThereIsNoLine() {
        FakePci pci = FakePci.pc().put(3, 0, FakeFunction.display());
        Kernel kernel =
                kernel(
                        pci,
                        DEFAULTS.withIsaInterrupts(List.of(3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15)));
        assertEquals(Optional.empty(), line(kernel, 2));
        assertEquals(0xFF, pci.at(3, 0).get(0x3C, 1));
        assertEquals(0x80, pci.at(1, 0).get(0x62, 1));
    }

    @Test
    void withoutAnIsaBridgeThereIsNoLine() {
        FakePci pci =
                new FakePci()
                        .put(0, 0, FakeFunction.hostBridge())
                        .put(3, 0, FakeFunction.display());
        assertEquals(Optional.empty(), line(kernel(pci, DEFAULTS), 1));
    }

    @Test
    void aFunctionWithoutAPinOrWithOneThatDoesNotExistHasNoLine() {
        FakePci pci =
                FakePci.pc()
                        .put(3, 0, FakeFunction.display().pin(0))
                        .put(4, 0, FakeFunction.display().pin(5));
        Kernel kernel = kernel(pci, DEFAULTS);
        assertEquals(Optional.empty(), line(kernel, 2));
        assertEquals(Optional.empty(), line(kernel, 3));
        assertEquals(List.of(), pci.at(1, 0).writes);
    }

    private static List<CmResource.MessageInterrupt> messages(Kernel kernel, int function) {
        return kernel.pci()
                .enumerate()
                .get(function)
                .resources()
                .all(CmResource.MessageInterrupt.class);
    }

    @Test
    void aFunctionThatCanSendMessagesGetsThemInsteadOfALine() {
        FakePci pci = FakePci.pc().put(3, 0, FakeFunction.display().msi(0));
        Kernel kernel = kernel(pci, DEFAULTS);
        assertEquals(List.of(new CmResource.MessageInterrupt(0, 0x50)), messages(kernel, 2));
        assertEquals(Optional.empty(), line(kernel, 2));
    }

    @Test
    void severalMessagesHaveAlignedVectorsInARow() {
        FakePci pci =
                FakePci.pc()
                        .put(2, 0, FakeFunction.display().msi(0))
                        .put(3, 0, FakeFunction.display().msi(2));
        Kernel kernel = kernel(pci, DEFAULTS);
        assertEquals(
                List.of(
                        new CmResource.MessageInterrupt(0, 0x54),
                        new CmResource.MessageInterrupt(1, 0x55),
                        new CmResource.MessageInterrupt(2, 0x56),
                        new CmResource.MessageInterrupt(3, 0x57)),
                messages(kernel, 3));
    }

    @Test
    void whenVectorsRunShortFunctionsGetFewerAndThenALine() {
        FakePci pci = FakePci.pc();
        for (int device = 2; device < 9; device++) {
            pci.put(device, 0, FakeFunction.display().memory(0, 4096).msi(5));
        }
        Kernel kernel = kernel(pci, DEFAULTS);
        assertEquals(32, messages(kernel, 2).size());
        assertEquals(0x60, messages(kernel, 2).get(0).vector());
        assertEquals(0xA0, messages(kernel, 4).get(0).vector());
        assertEquals(16, messages(kernel, 5).size());
        assertEquals(0x50, messages(kernel, 5).get(0).vector());
        assertEquals(0, messages(kernel, 6).size());
        assertEquals(11, line(kernel, 6).orElseThrow().input());
    }

    @Test
    void aReservedNumberOfMessagesIsOne() {
        FakePci pci = FakePci.pc().put(3, 0, FakeFunction.display().msi(7));
        assertEquals(1, messages(kernel(pci, DEFAULTS), 2).size());
    }

    @Test
    void onABusWithoutMessagesTheLineIsUsed() {
        FakePci pci = FakePci.pc().put(3, 0, FakeFunction.display().msi(0));
        Kernel kernel = kernel(pci, DEFAULTS.withMessageInterrupts(false));
        assertEquals(List.of(), messages(kernel, 2));
        assertEquals(10, line(kernel, 2).orElseThrow().input());
    }

    @Test
    void anMsiCapabilityThatDoesNotEndInConfigurationSpaceIsNone() {
        FakeFunction odd = FakeFunction.display().capabilities(0xFC).set(0xFC, 1, 5);
        Kernel kernel = kernel(FakePci.pc().put(3, 0, odd), DEFAULTS);
        assertEquals(10, line(kernel, 2).orElseThrow().input());
        assertEquals(1, kernel.ke().reports().size());
    }
}
