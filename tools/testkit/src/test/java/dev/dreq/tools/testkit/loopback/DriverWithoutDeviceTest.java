package dev.dreq.tools.testkit.loopback;

import static dev.dreq.tools.testkit.bus.TrafficAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.tools.testkit.bus.FakeCpuBus;
import dev.dreq.tools.testkit.bus.RecordingBus;
import dev.dreq.tools.testkit.bus.ScriptedRegisters;
import org.junit.jupiter.api.Test;

/**
 * The loop-back slave's driver on a bus where nobody is: the controller and the card are scripts.
 */
class DriverWithoutDeviceTest {
    private static final int CARD = 0x340;
    private static final int CONTROL = 0x00;
    private static final int STATUS = 0x01;
    private static final int IRQ = 5;

    private final FakeCpuBus pc = FakeCpuBus.pc();
    private final RecordingBus bus = new RecordingBus(pc);

    /** An 8237 whose channel 1 has moved all, and a card that interrupts 20 us after START. */
    private void plugIn() {
        ScriptedRegisters controller = new ScriptedRegisters().answer(3, 0xff);
        ScriptedRegisters card = new ScriptedRegisters().answer(STATUS, 0x0e);
        card.onWrite(
                CONTROL,
                value -> {
                    if ((value & 1) != 0) {
                        pc.at(pc.now() + 20_000, () -> pc.interrupt(IRQ, true));
                    }
                });
        card.onWrite(STATUS, bits -> pc.interrupt(IRQ, false));
        pc.ports(0x00, 0x10, controller);
        pc.ports(0x80, 0x10, new ScriptedRegisters());
        pc.ports(0xc0, 0x20, new ScriptedRegisters());
        pc.ports(CARD, 0x20, card);
    }

    @Test
    void aWriteProgramsTheControllerThenTheCardAndEndsWithTheInterrupt() {
        plugIn();
        try (Kernel kernel = new Kernel(bus, KernelOptions.defaults())) {
            DriverObject driver =
                    kernel.io()
                            .loadDriver(
                                    "Loopback",
                                    new LoopbackDriver(new LoopbackOptions(false, false)),
                                    CmResourceList.isa(
                                            new CmResource.Port(CARD, 0x20),
                                            new CmResource.Interrupt(
                                                    IRQ, InterruptMode.Latched, false),
                                            new CmResource.Dma(1)));
            long va = kernel.mm().allocateVirtualMemory(0x1000, Placement.inFrames(0x123L));
            bus.forget();

            IoStatusBlock result = kernel.io().write(driver.deviceObject(), va, 0x800, 0x40);

            assertEquals(NtStatus.STATUS_SUCCESS, result.status());
            assertEquals(0x800, result.information());
            assertThat(bus)
                    .ports(0x00, 0x8f)
                    .wrote(0x0a, 0x05) // mask channel 1
                    .read(0x08) // forget an old TC
                    .wrote(0x0c) // byte pointer
                    .then(0x0b, 0x49) // single, read memory, channel 1
                    .then(0x02, 0x00) // address 123000
                    .then(0x02, 0x30)
                    .then(0x83, 0x12) // its page
                    .then(0x03, 0xff) // count 7FF
                    .then(0x03, 0x07)
                    .then(0x0a, 0x01); // unmask
            assertThat(bus)
                    .ports(CARD, CARD + 0x1f)
                    .wrote(CARD + 0x0c, 0x40)
                    .then(CARD + CONTROL, 0x05)
                    .read(CARD + STATUS)
                    .wrote(CARD + STATUS, 0x08)
                    .nothingMore();
            assertThat(bus).wrote(0x0a, 0x01).wrote(CARD + CONTROL, 0x05).wrote(0x0a, 0x05);
        }
    }
}
