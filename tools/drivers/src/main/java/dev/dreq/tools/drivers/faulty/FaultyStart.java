package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.ServiceRoutine;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.MemoryCachingType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a device with the resources that it was granted. PASSIVE_LEVEL. */
final class FaultyStart {
    /** A bus master's. */
    private static final CmResource.Dma NO_CHANNEL = new CmResource.Dma(0);

    private final Kernel kernel;
    private final DeviceObject object;
    private final CmResourceList resources;

    FaultyStart(Kernel kernel, DeviceObject object, CmResourceList resources) {
        this.kernel = kernel;
        this.object = object;
        this.resources = resources;
    }

    /** A device that is started, and its interrupt. */
    record Started(FaultyDevice device, Kinterrupt interrupt) {

        void stop() {
            device.stop();
            device.kernel.io().disconnectInterrupt(interrupt);
        }
    }

    /** Raises a status if a device cannot be started. */
    Started start(DeviceObject physicalDevice, Fault fault) {
        FaultyDevice device =
                fault.road().isMaster()
                        ? new FaultyDevice(
                                kernel, object, physicalDevice, fault, engine(), NO_CHANNEL)
                        : new FaultyDevice(
                                kernel,
                                object,
                                physicalDevice,
                                fault,
                                new LoopbackCard(
                                        kernel.hardware(), first(CmResource.Port.class).start()),
                                first(CmResource.Dma.class));
        device.start();
        device.card.stop();
        kernel.io().initializeDpcRequest(object, (dpc, of, irp, context) -> device.dpcForIsr());
        Kinterrupt interrupt = connect((source, context) -> device.isr());
        if (interrupt == null) {
            device.stop();
            throw new StatusException(
                    NtStatus.STATUS_CONFLICTING_ADDRESSES, "the interrupt is taken");
        }
        return new Started(device, interrupt);
    }

    /** Video memory is the first range, the registers are the second. */
    private Card engine() {
        List<CmResource.Memory> ranges = resources.all(CmResource.Memory.class);
        if (ranges.size() < 2) {
            throw missing("memory ranges");
        }
        CmResource.Memory range = ranges.get(1);
        long base =
                kernel.mm()
                        .mapIoSpace(range.start(), range.length(), MemoryCachingType.MmNonCached);
        return new EngineCard(
                new EngineCard.Registers() {
                    @Override
                    public int read(int offset) {
                        return kernel.hardware().readRegisterUlong(base + offset);
                    }

                    @Override
                    public void write(int offset, int value) {
                        kernel.hardware().writeRegisterUlong(base + offset, value);
                    }
                });
    }

    private @Nullable Kinterrupt connect(ServiceRoutine isr) {
        CmResource.MessageInterrupt message =
                resources.first(CmResource.MessageInterrupt.class).orElse(null);
        return message != null
                ? kernel.io().connectMessageInterrupt(message, isr, null)
                : kernel.io().connectInterrupt(first(CmResource.Interrupt.class), isr, null);
    }

    private <T extends CmResource> T first(Class<T> kind) {
        return resources.first(kind).orElseThrow(() -> missing(kind.getSimpleName()));
    }

    private static StatusException missing(String what) {
        return new StatusException(
                NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR,
                "no %s in the resource list".formatted(what));
    }
}
