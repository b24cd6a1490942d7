package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.PoolType;
import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Faults in GetScatterGatherList and PutScatterGatherList. */
final class ListFaults {
    static final List<Fault> ALL =
            List.of(
                    Fault.of(
                            Rule.LIST_NOT_ALLOCATED,
                            Road.LIST,
                            ListRequest.PUT,
                            request -> {
                                request.put();
                                request.put();
                            }),
                    Fault.of(Rule.LISTS_LEFT, Road.LIST, FaultyDevice.PUT, ListFaults::putWithList),
                    Fault.of(
                            Rule.LIST_OUTSIDE_MDL,
                            Road.LIST,
                            ListRequest.GET,
                            request ->
                                    request.get(
                                            request.currentVa() - Pages.PAGE_SIZE, request.length)),
                    Fault.of(
                            Rule.MDL_CHAIN_TOO_SHORT,
                            Road.LIST,
                            ListRequest.GET,
                            request -> request.get(request.currentVa(), request.left() + 1)),
                    Fault.of(
                            Rule.CPU_ACCESS_WHILE_MAPPED,
                            "list",
                            Road.LIST,
                            ListRequest.PUT,
                            request -> {
                                request.look();
                                request.put();
                            }),
                    Fault.of(
                            Rule.IRP_COMPLETED_EARLY,
                            "list",
                            Road.LIST,
                            ListRequest.PUT,
                            request -> {
                                if (request.writeToDevice || request.left() > request.length) {
                                    request.put();
                                } else {
                                    request.complete();
                                }
                            }),
                    Fault.of(
                            Rule.LIST_ENDED,
                            Road.LIST,
                            ListRequest.PUT,
                            request -> {
                                request.put();
                                request.list().numberOfElements();
                            }),
                    Fault.of(
                            Rule.LIST_ENDED,
                            "modified",
                            Road.BUILT_LIST,
                            BuiltListRequest.LISTED,
                            request -> {
                                request.listed();
                                request.cutElements();
                            }));

    private ListFaults() {}

    /** A list of a page that nobody puts. */
    private static void putWithList(FaultyDevice device) {
        DmaAdapter adapter = device.adapter(true);
        long page = device.page(PoolType.NonPagedPool);
        Mdl mdl = device.kernel.mm().createMdl(page, Pages.PAGE_SIZE);
        device.kernel.mm().buildMdlForNonPagedPool(mdl);
        device.kernel.ke().flushIoBuffers(mdl, false, true);
        device.atDispatch(
                () ->
                        device.dma()
                                .getScatterGatherList(
                                        adapter,
                                        device.object,
                                        mdl,
                                        page,
                                        Pages.PAGE_SIZE,
                                        (object, irp, list, context) -> {},
                                        null,
                                        true));
        device.put();
    }
}
