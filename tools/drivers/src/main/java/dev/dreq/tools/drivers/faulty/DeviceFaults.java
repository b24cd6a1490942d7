package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Faults on start and stop, in the ISR, and in what the device is told. */
final class DeviceFaults {
    private static final int UNKNOWN_VERSION = 7;

    /** The 8237's single mask bit: of the channel in bits 1-0, clear. */
    private static final int MASK_PORT = 0x0a;

    /** What the 8237 does not reach. */
    private static final long HIGH = 16L << 20;

    static final List<Fault> ALL =
            List.of(
                    Fault.of(
                            Rule.COMMON_BUFFER_NOT_ALLOCATED,
                            Road.MASTER,
                            FaultyDevice.RELEASE,
                            device -> {
                                device.freeCommonBuffer();
                                device.freeCommonBuffer();
                            }),
                    Fault.of(
                            Rule.COMMON_BUFFERS_LEFT,
                            Road.MASTER,
                            FaultyDevice.RELEASE,
                            device -> {}),
                    Fault.of(
                            Rule.CHANNEL_LEFT,
                            Road.MASTER,
                            FaultyDevice.PUT,
                            device -> putWith(device, IoAllocationAction.KeepObject)),
                    Fault.of(
                            Rule.MAP_REGISTERS_LEFT,
                            Road.MASTER,
                            FaultyDevice.PUT,
                            device ->
                                    putWith(
                                            device,
                                            IoAllocationAction.DeallocateObjectKeepRegisters)),
                    Fault.of(
                            Rule.WRONG_IRQL,
                            "1",
                            Road.MASTER,
                            FaultyDevice.PUT,
                            device -> {
                                device.dma().freeAdapterChannel(device.adapter(true));
                                device.put();
                            }),
                    Fault.of(
                            Rule.WRONG_IRQL,
                            "2",
                            Road.MASTER,
                            PacketRequest.INTERRUPT,
                            PacketRequest::flush),
                    Fault.of(
                            Rule.IMPROPER_IRQL,
                            Road.MASTER,
                            PacketRequest.INTERRUPT,
                            DeviceFaults::calculate),
                    Fault.of(
                            Rule.ADAPTER_RELEASED,
                            Road.MASTER,
                            FaultyDevice.PUT,
                            device -> {
                                device.put();
                                device.dma().getDmaAlignment(device.adapter(true));
                            }),
                    Fault.of(
                            Rule.HAL_GET_ADAPTER,
                            Road.MASTER,
                            FaultyDevice.ACQUIRE,
                            FaultyDevice::acquireAsOfOld),
                    Fault.of(
                            Rule.NO_SYSTEM_ADDRESS,
                            Road.SLAVE,
                            FaultyDevice.PUT,
                            device -> {
                                mapUnmappedPages(device);
                                device.put();
                            }),
                    Fault.of(
                            Rule.CHANNEL_NOT_FINISHED,
                            Road.CHAIN,
                            ChainRequest.MAP,
                            request -> {
                                request.map();
                                request.flush();
                            }),
                    Fault.of(
                            Rule.UNKNOWN_VERSION,
                            Road.MASTER,
                            FaultyDevice.ACQUIRE,
                            device -> device.acquire(UNKNOWN_VERSION)),
                    Fault.of(
                            Rule.DEVICE_FAULT,
                            Road.MASTER,
                            PacketRequest.PROGRAM,
                            request -> request.program(-Pages.PAGE_SIZE, 1)),
                    Fault.of(Rule.LEAKED, Road.MASTER, FaultyDevice.PUT, device -> {}),
                    Fault.of(
                            Rule.COMMON_BUFFER_MISMATCH,
                            Road.MASTER,
                            FaultyDevice.RELEASE,
                            device -> {
                                device.freeCommonBuffer(Pages.PAGE_SIZE);
                                device.freeCommonBuffer();
                            }),
                    Fault.of(
                            Rule.CHANNEL_REPROGRAMMED,
                            Road.SLAVE,
                            PacketRequest.PROGRAM,
                            request -> {
                                request.kernel
                                        .hardware()
                                        .writePortUchar(
                                                MASK_PORT, request.device.channel.channel());
                                request.program();
                            }),
                    Fault.of(
                            Rule.DEVICE_OVERRUN,
                            Road.MASTER,
                            PacketRequest.PROGRAM,
                            request -> request.program(0, request.length.get() + 1)),
                    Fault.of(
                            Rule.WRONG_KIND_OF_ADAPTER,
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                request.dma.readDmaCounter(request.adapter);
                                request.flush();
                            }));

    private DeviceFaults() {}

    private static void putWith(FaultyDevice device, IoAllocationAction action) {
        DmaAdapter adapter = device.adapter(true);
        device.atDispatch(
                () ->
                        device.dma()
                                .allocateAdapterChannel(
                                        adapter,
                                        device.object,
                                        1,
                                        (object, irp, base, context) -> action,
                                        null));
        device.put();
    }

    private static void calculate(PacketRequest request) {
        request.dma.calculateScatterGatherList(
                request.adapter,
                null,
                request.currentVa(),
                request.left(),
                request.kernel.mm().newUlong(0),
                null);
    }

    private static void mapUnmappedPages(FaultyDevice device) {
        Kernel kernel = device.kernel;
        DmaAdapter adapter = device.adapter(true);
        Mdl mdl = kernel.mm().allocatePagesForMdl(HIGH, Long.MAX_VALUE, 0, Pages.PAGE_SIZE);
        if (mdl == null) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES, "there is no page above 16 MiB");
        }
        Pulong length = kernel.mm().newUlong(Pages.PAGE_SIZE);
        kernel.ke().flushIoBuffers(mdl, false, true);
        device.atDispatch(
                () ->
                        device.dma()
                                .allocateAdapterChannel(
                                        adapter,
                                        device.object,
                                        1,
                                        (object, irp, base, context) -> {
                                            device.dma()
                                                    .mapTransfer(
                                                            adapter, mdl, base, 0, length, true);
                                            return IoAllocationAction.KeepObject;
                                        },
                                        null));
    }
}
