package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Faults in KeFlushIoBuffers, MapTransfer and FlushAdapterBuffers. */
final class MappingFaults {
    static final List<Fault> ALL =
            List.of(
                    Fault.of(
                            Rule.OUT_OF_MAP_REGISTERS,
                            "1",
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                request.flush(
                                        request.mdl,
                                        request.base,
                                        request.currentVa(),
                                        request.left());
                                request.flush();
                            }),
                    Fault.of(
                            Rule.OUT_OF_MAP_REGISTERS,
                            "2",
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {}),
                    Fault.of(Rule.NOT_FLUSHED, Road.SLAVE, PacketRequest.FLUSH, request -> {}),
                    Fault.of(
                            Rule.BUFFER_NOT_LOCKED,
                            Road.MASTER,
                            PacketRequest.MAP,
                            request -> map(request, unlocked(request))),
                    Fault.of(
                            Rule.NOT_MAPPED,
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                request.flush();
                                request.flush();
                            }),
                    Fault.of(
                            Rule.ADAPTER_NULL,
                            Road.MASTER,
                            PacketRequest.MAP,
                            MappingFaults::mapWithoutAdapter),
                    Fault.of(
                            Rule.MAPPED_TWICE,
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                mapThroughOther(request);
                                request.flush();
                            }),
                    Fault.of(
                            Rule.OUTSIDE_MDL,
                            "1",
                            Road.MASTER,
                            PacketRequest.MAP,
                            request -> map(request, request.currentVa() - Pages.PAGE_SIZE)),
                    Fault.of(
                            Rule.OUTSIDE_MDL,
                            "2",
                            Road.MASTER,
                            PacketRequest.MAP,
                            request -> map(request, request.currentVa() + request.left())),
                    Fault.of(
                            Rule.OUTSIDE_MDL,
                            "3",
                            Road.MASTER,
                            PacketRequest.MAP,
                            request -> {
                                request.length.set(request.left() + Pages.PAGE_SIZE);
                                request.map();
                            }),
                    Fault.of(
                            Rule.OUTSIDE_MDL,
                            "4",
                            Road.MASTER,
                            PacketRequest.MAP,
                            request ->
                                    map(
                                            request,
                                            request.writeToDevice
                                                    ? request.currentVa()
                                                    : request.currentVa() + 1)),
                    Fault.of(
                            Rule.OUTSIDE_MDL,
                            "5",
                            Road.MASTER,
                            PacketRequest.MAP,
                            request -> {
                                request.length.set(1);
                                request.map();
                            }),
                    Fault.of(
                            Rule.WRONG_MAP_REGISTERS,
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                request.flush(
                                        request.mdl,
                                        request.base + 1,
                                        request.currentVa(),
                                        request.length.get());
                                request.flush();
                            }),
                    Fault.of(
                            Rule.ZERO_LENGTH,
                            Road.MASTER,
                            PacketRequest.MAP,
                            request -> {
                                request.length.set(0);
                                request.map();
                            }),
                    Fault.of(
                            Rule.FLUSH_MISMATCH,
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                request.flush(
                                        request.mdl,
                                        request.base,
                                        request.currentVa() + 1,
                                        request.length.get() - 1);
                                request.flush();
                            }),
                    Fault.of(
                            Rule.REGISTER_MAPPED_TWICE,
                            Road.MASTER,
                            PacketRequest.MAP,
                            request -> {
                                request.map();
                                request.map();
                            }),
                    Fault.of(
                            Rule.NO_KE_FLUSH_IO_BUFFERS,
                            Road.MASTER,
                            PacketRequest.FLUSH_CACHES,
                            request -> {}),
                    Fault.of(
                            Rule.CPU_ACCESS_WHILE_MAPPED,
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                request.look();
                                request.flush();
                            }),
                    Fault.of(
                            Rule.MDL_CHANGED,
                            Road.MASTER,
                            PacketRequest.FLUSH,
                            request -> {
                                request.kernel.mm().unlockPages(request.mdl);
                                request.flush();
                            }),
                    Fault.of(
                            Rule.LENGTH_ALIASED,
                            Road.MASTER,
                            PacketRequest.MAP,
                            request ->
                                    request.map(
                                            request.adapter,
                                            request.mdl,
                                            request.currentVa(),
                                            AliasedLength.of(request, request.length),
                                            request.writeToDevice)),
                    Fault.of(
                            Rule.LENGTH_ALIASED,
                            "chain",
                            Road.CHAIN,
                            ChainRequest.MAP,
                            request -> request.map(AliasedLength.of(request, request.length))),
                    Fault.of(
                            Rule.WRONG_LOCK_OPERATION,
                            Road.MASTER,
                            PacketRequest.MAP,
                            request ->
                                    request.map(
                                            request.adapter,
                                            request.mdl,
                                            request.currentVa(),
                                            request.length,
                                            false)),
                    Fault.of(
                            Rule.ADAPTER_CHANGED,
                            Road.MASTER,
                            PacketRequest.MAP,
                            request ->
                                    request.map(
                                            request.device.adapter(!request.writeToDevice),
                                            request.mdl,
                                            request.currentVa(),
                                            request.length,
                                            request.writeToDevice)),
                    Fault.of(
                            Rule.ODD_ON_16_BIT_CHANNEL,
                            Road.WORDS,
                            PacketRequest.MAP,
                            request -> {
                                request.length.set(request.length.get() - 1);
                                request.map();
                            }));

    private MappingFaults() {}

    private static void map(PacketRequest request, long va) {
        request.map(request.adapter, request.mdl, va, request.length, request.writeToDevice);
    }

    private static void map(PacketRequest request, Mdl mdl) {
        request.map(
                request.adapter, mdl, request.currentVa(), request.length, request.writeToDevice);
    }

    private static Mdl unlocked(PacketRequest request) {
        return request.kernel.mm().createMdl(request.currentVa(), request.left());
    }

    @SuppressWarnings("NullAway") // what this fault is about
    private static void mapWithoutAdapter(PacketRequest request) {
        request.dma.mapTransfer(
                null,
                request.mdl,
                request.base,
                request.currentVa(),
                request.length,
                request.writeToDevice);
    }

    /** The first bytes of the operation, for another device, while the operation has them. */
    private static void mapThroughOther(PacketRequest request) {
        DmaAdapter other = request.device.adapter(!request.writeToDevice);
        Pulong length = request.kernel.mm().newUlong(request.length.get());
        other.dmaOperations()
                .allocateAdapterChannel(
                        other,
                        request.device.object,
                        request.device.mapRegisters,
                        (device, irp, base, context) -> {
                            other.dmaOperations()
                                    .mapTransfer(
                                            other,
                                            request.mdl,
                                            base,
                                            request.currentVa(),
                                            length,
                                            request.writeToDevice);
                            other.dmaOperations()
                                    .flushAdapterBuffers(
                                            other,
                                            request.mdl,
                                            base,
                                            request.currentVa(),
                                            length.get(),
                                            request.writeToDevice);
                            return IoAllocationAction.DeallocateObject;
                        },
                        null);
    }
}
