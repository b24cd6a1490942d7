package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaSpeed;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/** The device extension: what the driver knows of one card. */
final class LoopbackDevice {

    /** As many units as the 8237 counts: 64 KiB, or 128 KiB on a channel that moves words. */
    private static final int MOST_UNITS = 0x10000;

    private final DeviceObject device;
    private final DeviceObject physicalDevice;
    private final DeviceObject lowerDevice;

    private @Nullable Started started;

    /** What it holds between IRP_MN_START_DEVICE and IRP_MN_STOP_DEVICE. */
    private record Started(
            LoopbackCard card,
            DmaAdapter adapter,
            PacketTransfer transfer,
            @Nullable Kinterrupt interrupt) {}

    /**
     * @param device the functional device object
     * @param physicalDevice what AddDevice was given
     * @param lowerDevice what IoAttachDeviceToDeviceStack returned
     */
    LoopbackDevice(DeviceObject device, DeviceObject physicalDevice, DeviceObject lowerDevice) {
        this.device = device;
        this.physicalDevice = physicalDevice;
        this.lowerDevice = lowerDevice;
    }

    static LoopbackDevice of(DeviceObject device) {
        return (LoopbackDevice) device.deviceExtension();
    }

    DeviceObject lowerDevice() {
        return lowerDevice;
    }

    /** Null while the device is stopped. */
    @Nullable PacketTransfer transfer() {
        return started == null ? null : started.transfer();
    }

    /** IRP_MN_START_DEVICE: an adapter, an interrupt, a quiet card. PASSIVE_LEVEL. */
    NtStatus start(Kernel kernel, LoopbackOptions options, CmResourceList granted) {
        CmResource.Port ports = granted.first(CmResource.Port.class).orElse(null);
        CmResource.Interrupt line = granted.first(CmResource.Interrupt.class).orElse(null);
        CmResource.Dma channel = granted.first(CmResource.Dma.class).orElse(null);
        if (ports == null || line == null || channel == null) {
            return NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR;
        }
        Pulong mapRegisters = kernel.mm().newUlong(0);
        DmaAdapter adapter =
                kernel.io().getDmaAdapter(physicalDevice, describe(channel, options), mapRegisters);
        if (adapter == null) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        device.setAlignmentRequirement(adapter.dmaOperations().getDmaAlignment(adapter) - 1);

        LoopbackCard card = new LoopbackCard(kernel.hardware(), ports);
        card.stop();
        PacketTransfer transfer =
                new PacketTransfer(kernel, device, card, adapter, mapRegisters.get());
        kernel.io().initializeDpcRequest(device, transfer::dpcForIsr);
        Kinterrupt interrupt = kernel.io().connectInterrupt(line, transfer::service, null);
        started = new Started(card, adapter, transfer, interrupt);
        if (interrupt == null) {
            stop(kernel);
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        return NtStatus.STATUS_SUCCESS;
    }

    private static DeviceDescription describe(CmResource.Dma channel, LoopbackOptions options) {
        boolean words = (channel.flags() & CmResource.Dma.CM_RESOURCE_DMA_16) != 0;
        return DeviceDescription.zeroed()
                .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION2)
                .scatterGather(options.scatterGather())
                .demandMode(options.demandMode())
                .dmaChannel(channel.channel())
                .interfaceType(InterfaceType.InterfaceTypeUndefined)
                .dmaWidth(words ? DmaWidth.Width16Bits : DmaWidth.Width8Bits)
                .dmaSpeed(DmaSpeed.Compatible)
                .maximumLength(words ? 2 * MOST_UNITS : MOST_UNITS)
                .build();
    }

    /** IRP_MN_STOP_DEVICE: gives back what {@link #start} took. PASSIVE_LEVEL, with no IRP. */
    void stop(Kernel kernel) {
        Started holding = started;
        if (holding == null) {
            return;
        }
        started = null;
        holding.card().stop();
        if (holding.interrupt() != null) {
            kernel.io().disconnectInterrupt(holding.interrupt());
        }
        holding.adapter().dmaOperations().putDmaAdapter(holding.adapter());
    }
}
