package {{package}};

import static org.junit.jupiter.api.Assertions.*;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.*;
import dev.dreq.hal.io.*;
import dev.dreq.hal.ke.*;
import dev.dreq.hal.mm.*;
import dev.dreq.machine.*;
import dev.dreq.tools.testkit.Firmware;
import dev.dreq.tools.testkit.junit.*;
import org.junit.jupiter.api.*;

/** A driver's way to the card: an adapter, an interrupt, a channel, a mapped buffer, a flush. */
@OnMachine(devices = {"i8237", "{{name}}"}, bufferAbove = "16M") // where the 8237 cannot reach
class {{Name}}DriverTest {
    static final int CONTROL = 1, STATUS = 2, DREQ = 1, DONE = 1;
    DeviceObject card;
    DmaAdapter adapter;
    int ports, status;
    long base;

    @BeforeEach
    void start(Kernel kernel, Machine machine, @DeviceName("{{name}}") DeviceNode node) {
        var driver = kernel.io().loadDriver("{{name}}", (k, loaded) -> NtStatus.STATUS_SUCCESS);
        card = kernel.io().createDevice(driver, null, "\\Device\\{{Name}}0", 0x22, 0);
        var granted = Firmware.resources(machine, node);
        ports = granted.first(CmResource.Port.class).get().start();
        var line = granted.first(CmResource.Interrupt.class).get();
        kernel.io().connectInterrupt(line, (interrupt, context) -> {
            status = kernel.hardware().readPortUchar(ports + STATUS);
            kernel.hardware().writePortUchar(ports + STATUS, status);
            return status != 0;
        }, null);
        var channel = granted.first(CmResource.Dma.class).get();
        var description = DeviceDescription.zeroed().version(2).interfaceType(InterfaceType.Isa)
                .dmaChannel(channel.channel()).maximumLength(0x10000).build();
        adapter = kernel.io().getDmaAdapter(null, description, kernel.mm().newUlong(0));
    }

    @Test void theCardFillsABufferThatBounces(Kernel kernel) {
        byte[] bytes = new byte[10_000];
        long buffer = kernel.mm().allocateVirtualMemory(bytes.length, Placement.scattered());
        Mdl mdl = kernel.io().allocateMdl(buffer, bytes.length, false, false, null);
        kernel.mm().probeAndLockPages(mdl, AccessMode.UserMode, LockOperation.IoWriteAccess);
        kernel.ke().flushIoBuffers(mdl, true, true);
        var dma = adapter.dmaOperations();
        var length = kernel.mm().newUlong(bytes.length);
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        dma.allocateAdapterChannel(adapter, card, 3, (device, irp, mapRegisters, context) -> {
            base = mapRegisters;
            return IoAllocationAction.KeepObject;
        }, null);
        dma.mapTransfer(adapter, mdl, base, buffer, length, false);
        kernel.hardware().writePortUchar(ports + CONTROL, DREQ);
        kernel.ke().lowerIrql(Irql.PASSIVE_LEVEL);
        kernel.ke().delayExecutionThread(-200_000); // 20 ms of virtual time
        assertEquals(DONE, status);
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        dma.flushAdapterBuffers(adapter, mdl, base, buffer, bytes.length, false);
        dma.freeAdapterChannel(adapter);
        kernel.ke().lowerIrql(Irql.PASSIVE_LEVEL);
        kernel.mm().unlockPages(mdl);
        kernel.mm().read(buffer, bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) assertEquals((byte) i, bytes[i], "byte " + i);
        assertEquals(bytes.length, kernel.dma().statistics().get(0).bouncedBytes());
    }
}
