package {{package}};

import static org.junit.jupiter.api.Assertions.*;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.*;
import dev.dreq.hal.io.*;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.mm.*;
import dev.dreq.tools.testkit.junit.OnMachine;
import org.junit.jupiter.api.*;

/** A driver's way to the card: an adapter, an interrupt, a mapped buffer, the engine, a flush. */
@OnMachine(devices = "{{name}}")
class {{Name}}DriverTest {
    static final int ADDRESS = 0x00, LENGTH = 0x08, CONTROL = 0x10, STATUS = 0x14;
    static final int START = 1, DONE = 1;
    DeviceObject card;
    DmaAdapter adapter;
    long registers;
    int status;

    @BeforeEach void start(Kernel kernel) {
        var found = kernel.pci().enumerate().stream()
                .filter(function -> function.matches("PCI\\VEN_1234&DEV_0001")).findFirst().get();
        card = found.physicalDevice();
        kernel.io().startDevice(card);
        var window = found.resources().first(CmResource.Memory.class).get();
        registers = kernel.mm()
                .mapIoSpace(window.start(), window.length(), MemoryCachingType.MmNonCached);
        var line = found.resources().first(CmResource.Interrupt.class).get();
        kernel.io().connectInterrupt(line, (interrupt, context) -> {
            status = kernel.hardware().readRegisterUlong(registers + STATUS);
            kernel.hardware().writeRegisterUlong(registers + STATUS, status);
            return status != 0;
        }, null);
        var description = DeviceDescription.zeroed().version(2).interfaceType(InterfaceType.PCIBus)
                .master(true).dma64BitAddresses(true).maximumLength(0x10000).build();
        adapter = kernel.io().getDmaAdapter(card, description, kernel.mm().newUlong(0));
    }

    @Test void theCardFillsABufferThatLiesScatteredInMemory(Kernel kernel) {
        byte[] bytes = new byte[10_000];
        long buffer = kernel.mm().allocateVirtualMemory(bytes.length, Placement.scattered());
        Mdl mdl = kernel.io().allocateMdl(buffer, bytes.length, false, false, null);
        kernel.mm().probeAndLockPages(mdl, AccessMode.UserMode, LockOperation.IoWriteAccess);
        kernel.ke().flushIoBuffers(mdl, true, true);
        var mapped = new ScatterGatherList[1];
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        adapter.dmaOperations().getScatterGatherList(adapter, card, mdl, buffer, bytes.length,
                (device, irp, list, context) -> mapped[0] = list, null, false);
        var range = mapped[0].elements(0); // the only one: the card takes no list
        kernel.hardware().writeRegisterUlong64(registers + ADDRESS, range.logicalAddress());
        kernel.hardware().writeRegisterUlong(registers + LENGTH, range.length());
        kernel.hardware().writeRegisterUlong(registers + CONTROL, START);
        kernel.ke().lowerIrql(Irql.PASSIVE_LEVEL);
        kernel.ke().delayExecutionThread(-10_000); // a millisecond of virtual time
        assertEquals(DONE, status);
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        adapter.dmaOperations().putScatterGatherList(adapter, mapped[0], false);
        kernel.ke().lowerIrql(Irql.PASSIVE_LEVEL);
        kernel.mm().unlockPages(mdl);
        kernel.mm().read(buffer, bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) assertEquals((byte) i, bytes[i], "byte " + i);
        assertEquals(bytes.length, kernel.dma().statistics().get(0).bouncedBytes());
    }
}
