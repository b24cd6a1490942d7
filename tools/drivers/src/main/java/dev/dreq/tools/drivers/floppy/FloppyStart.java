package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import java.util.Comparator;

/** Starts and stops a device: its ports, its interrupt, its channel. PASSIVE_LEVEL. */
final class FloppyStart {
    private static final int ENHANCED_CONTROLLER = 0x90;

    private final Kernel kernel;
    private final DeviceObject device;
    private final DeviceObject physicalDevice;
    private final FloppyOptions options;

    FloppyStart(
            Kernel kernel,
            DeviceObject device,
            DeviceObject physicalDevice,
            FloppyOptions options) {
        this.kernel = kernel;
        this.device = device;
        this.physicalDevice = physicalDevice;
        this.options = options;
    }

    /** A device that is started, and how to stop it. */
    record Started(FloppyDevice device, Kinterrupt interrupt) {

        /** Waits for the IRPs that are in progress, and gives everything back. */
        void stop() {
            FloppyHardware hardware = device.hardware();
            device.drain();
            hardware.controller().quiesce();
            hardware.kernel().io().disconnectInterrupt(interrupt);
            hardware.dma().release(hardware.kernel());
        }
    }

    /**
     * Raises a status, and leaves nothing behind, if the device cannot be started with these
     * resources.
     */
    Started start(CmResourceList resources) {
        int base =
                resources.resources().stream()
                        .filter(CmResource.Port.class::isInstance)
                        .map(CmResource.Port.class::cast)
                        .map(CmResource.Port::start)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(() -> missing("no ports"));
        CmResource.Interrupt line =
                resources
                        .first(CmResource.Interrupt.class)
                        .orElseThrow(() -> missing("no interrupt"));
        CmResource.Dma channel =
                resources.all(CmResource.Dma.class).stream()
                        .filter(FloppyStart::movesBytes)
                        .findFirst()
                        .orElseThrow(() -> missing("no DMA channel of 8 bits"));
        SystemDma dma = SystemDma.acquire(kernel, physicalDevice, channel.channel());
        device.setAlignmentRequirement(
                Math.max(device.alignmentRequirement(), dma.alignment() - 1));
        try {
            return start(new FdcRegisters(kernel.hardware(), base), line, dma);
        } catch (StatusException e) {
            dma.release(kernel);
            throw e;
        }
    }

    private Started start(FdcRegisters registers, CmResource.Interrupt line, SystemDma dma) {
        if (registers.mainStatus() == FdcRegisters.MSR_GONE) {
            throw new StatusException(
                    NtStatus.STATUS_NO_SUCH_DEVICE,
                    "no floppy controller answers at port %x".formatted(registers.base()));
        }
        FloppyCounters counters = new FloppyCounters();
        FdcController controller = new FdcController(kernel, device, registers, options, counters);
        kernel.io().initializeDpcRequest(device, controller::dpcForIsr);
        Kinterrupt interrupt = kernel.io().connectInterrupt(line, controller::isr, null);
        if (interrupt == null) {
            throw new StatusException(
                    NtStatus.STATUS_CONFLICTING_ADDRESSES,
                    "interrupt input %d is taken".formatted(line.input()));
        }
        controller.connected(interrupt);
        try {
            reset(controller);
        } catch (StatusException e) {
            kernel.io().disconnectInterrupt(interrupt);
            throw e;
        }
        Drive drive = new Drive(kernel.ke(), controller, options);
        FloppyHardware hardware =
                new FloppyHardware(kernel, device, controller, drive, dma, options, counters);
        return new Started(new FloppyDevice(hardware), interrupt);
    }

    /**
     * Resets the controller, and looks whether it is one of those that know CONFIGURE and VERIFY.
     */
    private void reset(FdcController controller) {
        Kevent done =
                kernel.ke().initializeEvent("floppy reset", EventType.NotificationEvent, false);
        FdcResult[] results = {FdcResult.notResponding()};
        int old = kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        controller.reset(
                result -> {
                    results[0] = result;
                    kernel.ke().setEvent(done);
                });
        kernel.ke().lowerIrql(old);
        kernel.ke().waitForSingleObject(done);
        if (!results[0].answered()) {
            controller.quiesce();
            throw new StatusException(
                    results[0].status(), "the floppy controller does not come out of its reset");
        }
        int version = controller.ask(FdcCommand.version()).st0();
        if (version != ENHANCED_CONTROLLER) {
            controller.quiesce();
            throw new StatusException(
                    NtStatus.STATUS_NOT_SUPPORTED,
                    "the floppy controller is of version %02x; this driver is for %02x, the 82077 and its successors"
                            .formatted(version, ENHANCED_CONTROLLER));
        }
    }

    private static boolean movesBytes(CmResource.Dma channel) {
        int wider = CmResource.Dma.CM_RESOURCE_DMA_16 | CmResource.Dma.CM_RESOURCE_DMA_32;
        return (channel.flags() & wider) == 0;
    }

    private static StatusException missing(String what) {
        return new StatusException(
                NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR,
                what + " in the resource list of the floppy controller");
    }
}
