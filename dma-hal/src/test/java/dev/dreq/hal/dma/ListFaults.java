package dev.dreq.hal.dma;

import static dev.dreq.hal.dma.VerifierDesk.fault;

import dev.dreq.hal.dma.VerifierDesk.Case;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Faults of scatter/gather lists, common buffers and adapters. */
final class ListFaults {
    private ListFaults() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        Rule.COMMON_BUFFER_NOT_ALLOCATED,
                        "freed twice",
                        desk -> {
                            DmaOperations dma = desk.master.operations;
                            PphysicalAddress at = desk.rig.dma.newPhysicalAddress();
                            long va =
                                    dma.allocateCommonBuffer(desk.master.adapter, 0x1000, at, true);
                            Runnable free =
                                    () ->
                                            dma.freeCommonBuffer(
                                                    desk.master.adapter,
                                                    0x1000,
                                                    at.get(),
                                                    va,
                                                    true);
                            free.run();
                            return fault(free, 1L);
                        }),
                new Case(
                        Rule.COMMON_BUFFERS_LEFT,
                        "put with a common buffer",
                        desk -> {
                            desk.master.operations.allocateCommonBuffer(
                                    desk.master.adapter,
                                    0x1000,
                                    desk.rig.dma.newPhysicalAddress(),
                                    true);
                            return fault(
                                    () -> desk.master.operations.putDmaAdapter(desk.master.adapter),
                                    desk.master.adapter.address(),
                                    1L);
                        }),
                new Case(
                        Rule.COMMON_BUFFER_MISMATCH,
                        "another length",
                        desk -> {
                            PphysicalAddress at = desk.rig.dma.newPhysicalAddress();
                            long va =
                                    desk.master.operations.allocateCommonBuffer(
                                            desk.master.adapter, 0x800, at, true);
                            return fault(
                                    () ->
                                            desk.master.operations.freeCommonBuffer(
                                                    desk.master.adapter,
                                                    0x1000,
                                                    at.get(),
                                                    va,
                                                    true),
                                    va,
                                    0x1000L,
                                    at.get());
                        }),
                new Case(
                        Rule.LIST_NOT_ALLOCATED,
                        "put twice",
                        desk -> {
                            desk.flushed(desk.mdl);
                            ScatterGatherList list =
                                    desk.master.getList(desk.mdl, desk.va, 0x3000, true);
                            desk.master.putList(list, true);
                            return fault(() -> desk.master.putList(list, true), 1L, 2L);
                        }),
                new Case(
                        Rule.LISTS_LEFT,
                        "put with a list",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.master.getList(desk.mdl, desk.va, 0x3000, true);
                            return fault(
                                    () -> desk.master.operations.putDmaAdapter(desk.master.adapter),
                                    desk.master.adapter.address(),
                                    1L);
                        }),
                new Case(
                        Rule.LIST_OUTSIDE_MDL,
                        "begins before the MDL",
                        desk ->
                                fault(
                                        () ->
                                                desk.master.getList(
                                                        desk.mdl, desk.va - 1, 0x10, true),
                                        desk.va - 1,
                                        desk.mdl.address())),
                new Case(
                        Rule.MDL_CHAIN_TOO_SHORT,
                        "a longer list than the chain",
                        desk ->
                                fault(
                                        () ->
                                                desk.master.getList(
                                                        desk.mdl,
                                                        desk.va,
                                                        0x3010,
                                                        true,
                                                        (d, i, l, c) -> {}),
                                        0x10L)),
                new Case(
                        Rule.LIST_ENDED,
                        "read after the put",
                        desk -> {
                            desk.flushed(desk.mdl);
                            ScatterGatherList list =
                                    desk.master.getList(desk.mdl, desk.va, 0x3000, true);
                            desk.master.putList(list, true);
                            return fault(list::numberOfElements, list.address());
                        }),
                new Case(
                        Rule.ADAPTER_REFERENCED,
                        "put inside AdapterControl",
                        desk ->
                                fault(
                                        () ->
                                                desk.inSlavesControl(
                                                        () ->
                                                                desk.slave.operations.putDmaAdapter(
                                                                        desk.slave.adapter)),
                                        1L,
                                        desk.slave.adapter.address())),
                new Case(
                        Rule.WRONG_IRQL,
                        "not exactly DISPATCH_LEVEL",
                        desk -> {
                            desk.slave.take(1);
                            return fault(
                                    () ->
                                            desk.slave.operations.freeAdapterChannel(
                                                    desk.slave.adapter),
                                    1L,
                                    (long) Irql.DISPATCH_LEVEL,
                                    (long) Irql.PASSIVE_LEVEL);
                        }),
                new Case(
                        Rule.WRONG_IRQL,
                        "above DISPATCH_LEVEL",
                        desk ->
                                fault(
                                        () ->
                                                desk.at(
                                                        5,
                                                        () ->
                                                                desk.slave.operations
                                                                        .readDmaCounter(
                                                                                desk.slave
                                                                                        .adapter)),
                                        2L,
                                        (long) Irql.DISPATCH_LEVEL,
                                        5L)),
                new Case(
                        Rule.IMPROPER_IRQL,
                        "AdapterControl returns higher",
                        desk ->
                                fault(
                                        () ->
                                                desk.inSlavesControl(
                                                        () -> desk.kernel.ke().raiseIrql(7)),
                                        (long) Irql.DISPATCH_LEVEL,
                                        7L)),
                new Case(
                        Rule.ADAPTER_RELEASED,
                        "used after the put",
                        desk -> {
                            desk.master.operations.putDmaAdapter(desk.master.adapter);
                            return fault(
                                    () ->
                                            desk.master.operations.getDmaAlignment(
                                                    desk.master.adapter),
                                    desk.master.adapter.address());
                        }),
                new Case(
                        Rule.ADAPTER_NULL,
                        "no adapter",
                        desk ->
                                fault(
                                        () -> desk.slave.operations.readDmaCounter(null),
                                        0L,
                                        0L,
                                        0L)),
                new Case(
                        Rule.HAL_GET_ADAPTER,
                        "the old entry",
                        desk ->
                                fault(
                                        () ->
                                                desk.rig.dma.halGetAdapter(
                                                        Rig.on(1).build(),
                                                        desk.rig.mm.newUlong(0)))),
                new Case(
                        Rule.UNKNOWN_VERSION,
                        "version 7",
                        desk ->
                                fault(
                                        () ->
                                                desk.rig.getDmaAdapter(
                                                        Rig.on(1).version(7).build(),
                                                        desk.rig.mm.newUlong(0)))),
                new Case(
                        Rule.WRONG_KIND_OF_ADAPTER,
                        "a bus master's counter",
                        desk ->
                                fault(
                                        () ->
                                                desk.master.operations.readDmaCounter(
                                                        desk.master.adapter),
                                        desk.master.adapter.address())));
    }
}
