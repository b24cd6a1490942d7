package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.mm.PoolType;
import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Faults in asking for the channel and its map registers, and in giving them back. */
final class ChannelFaults {
    /** An AdapterControl routine that wants nothing. */
    private static final DriverControl NOTHING =
            (device, irp, base, context) -> IoAllocationAction.DeallocateObject;

    static final List<Fault> ALL =
            List.of(
                    Fault.of(
                            Rule.CHANNEL_NOT_ALLOCATED,
                            Road.SLAVE,
                            PacketRequest.END,
                            ChannelFaults::freeTwice),
                    Fault.of(
                            Rule.MAP_REGISTERS_NOT_ALLOCATED,
                            Road.MASTER,
                            PacketRequest.END,
                            ChannelFaults::freeTwice),
                    Fault.of(
                            Rule.CHANNEL_ALLOCATED_TWICE,
                            Road.MASTER,
                            PacketRequest.CONTROL,
                            request -> request.allocate(1, NOTHING, null)),
                    Fault.of(
                            Rule.TOO_MANY_MAP_REGISTERS,
                            Road.MASTER,
                            PacketRequest.ALLOCATE,
                            request ->
                                    request.allocate(
                                            request.device.mapRegisters + 1,
                                            request::control,
                                            null)),
                    Fault.of(
                            Rule.FREED_WHILE_MAPPED,
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                request.free();
                                request.flush();
                            }),
                    Fault.of(
                            Rule.ADAPTER_REFERENCED,
                            Road.MASTER,
                            PacketRequest.CONTROL,
                            request -> request.dma.putDmaAdapter(request.adapter)),
                    Fault.of(
                            Rule.TOO_MANY_MAP_REGISTERS_HELD,
                            Road.MASTER,
                            PacketRequest.END,
                            request -> {
                                request.allocate(1, NOTHING, null);
                                PacketRequest.END.done(request);
                            }),
                    Fault.of(
                            Rule.WRONG_ACTION,
                            Road.SLAVE,
                            PacketRequest.CONTROL,
                            request ->
                                    request.action =
                                            IoAllocationAction.DeallocateObjectKeepRegisters),
                    Fault.of(
                            Rule.WRONG_RELEASE,
                            Road.MASTER,
                            PacketRequest.END,
                            request -> {
                                request.dma.freeAdapterChannel(request.adapter);
                                PacketRequest.END.done(request);
                            }),
                    Fault.of(
                            Rule.WRONG_REGISTER_COUNT,
                            Road.MASTER,
                            PacketRequest.END,
                            request -> {
                                request.dma.freeMapRegisters(
                                        request.adapter, request.base, request.registers - 1);
                                PacketRequest.END.done(request);
                            }),
                    Fault.of(
                            Rule.WAIT_BLOCK_IN_USE,
                            Road.MASTER,
                            PacketRequest.CONTROL,
                            ChannelFaults::allocateOther),
                    Fault.of(
                            Rule.IRP_COMPLETED_EARLY,
                            "unfreed",
                            Road.MASTER,
                            PacketRequest.END,
                            request -> {
                                request.complete();
                                request.free();
                            }),
                    Fault.of(
                            Rule.IRP_COMPLETED_EARLY,
                            "unflushed",
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            ChannelFaults::completeAtTheLast),
                    Fault.of(
                            Rule.WAIT_AT_DISPATCH,
                            Road.MASTER,
                            PacketRequest.CONTROL,
                            ChannelFaults::waitForNobody),
                    Fault.of(
                            Rule.PAGEABLE_CONTEXT,
                            Road.MASTER,
                            FaultyDevice.PUT,
                            device -> {
                                allocateWithPagedContext(device);
                                device.put();
                            }));

    private ChannelFaults() {}

    private static void freeTwice(PacketRequest request) {
        request.free();
        PacketRequest.END.done(request);
    }

    private static void allocateOther(PacketRequest request) {
        DmaAdapter other = request.device.adapter(!request.writeToDevice);
        other.dmaOperations()
                .allocateAdapterChannel(other, request.device.object, 1, NOTHING, null);
    }

    /** What was read is left unflushed. */
    private static void completeAtTheLast(PacketRequest request) {
        if (request.writeToDevice || request.left() > request.length.get()) {
            request.flush();
        } else {
            request.complete();
        }
    }

    private static void allocateWithPagedContext(FaultyDevice device) {
        long context = device.page(PoolType.PagedPool);
        device.atDispatch(
                () ->
                        device.dma()
                                .allocateAdapterChannel(
                                        device.adapter(true), device.object, 1, NOTHING, context));
    }

    private static void waitForNobody(PacketRequest request) {
        request.kernel
                .ke()
                .waitForSingleObject(
                        request.kernel
                                .ke()
                                .initializeEvent("the device", EventType.NotificationEvent, false),
                        DueTime.milliseconds(1));
    }
}
