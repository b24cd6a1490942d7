package dev.dreq.hal.dma;

import static dev.dreq.hal.dma.ChainFaults.map;
import static dev.dreq.hal.dma.ChainFaults.master;
import static dev.dreq.hal.dma.ChainFaults.onHeld;
import static dev.dreq.hal.dma.ChainFaults.slave;
import static dev.dreq.hal.dma.VerifierDesk.fault;

import dev.dreq.hal.dma.VerifierDesk.Case;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.mm.PoolType;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Faults of drivers of version 3 that ask for channels and lists. */
final class ContextFaults {
    private ContextFaults() {}

    static List<Case> all() {
        return Stream.of(ofChannels(), ofLists()).flatMap(List::stream).toList();
    }

    private static void allocate(
            VerifierDesk desk, DriverV3 driver, int registers, @Nullable Object context) {
        desk.atDispatch(
                () ->
                        driver.operations.allocateAdapterChannelEx(
                                driver.adapter,
                                driver.device,
                                driver.ready(),
                                registers,
                                0,
                                (d, i, b, c) -> IoAllocationAction.KeepObject,
                                context,
                                null));
    }

    private static ScatterGatherList list(VerifierDesk desk, DriverV3 driver, long offset, int n) {
        PscatterGatherList pointer = desk.rig.dma.newScatterGatherListPointer();
        driver.operations.getScatterGatherListEx(
                driver.adapter,
                driver.device,
                driver.ready(),
                desk.mdl,
                offset,
                n,
                DriverV3.SYNC,
                null,
                null,
                false,
                null,
                null,
                pointer);
        ScatterGatherList list = pointer.get();
        return list == null ? driver.list : list;
    }

    /** Builds a list of the desk's buffer in the driver's memory. */
    private static void build(VerifierDesk desk, DriverV3 driver) {
        desk.atDispatch(
                () ->
                        driver.operations.buildScatterGatherListEx(
                                driver.adapter,
                                driver.device,
                                driver.ready(),
                                desk.mdl,
                                0,
                                0x3000,
                                0,
                                (device, irp, list, context) -> {},
                                null,
                                false,
                                driver.list,
                                0x1000,
                                null,
                                null,
                                null));
    }

    private static void put(VerifierDesk desk, DriverV3 driver, ScatterGatherList list) {
        desk.atDispatch(() -> driver.operations.putScatterGatherList(driver.adapter, list, false));
    }

    private static Runnable release(DriverV3 driver) {
        return () -> driver.operations.putDmaAdapter(driver.adapter);
    }

    private static void free(DriverV3 driver, IoAllocationAction action) {
        driver.operations.freeAdapterObject(driver.adapter, action);
    }

    private static List<Case> ofChannels() {
        return List.of(
                new Case(
                        Rule.TOO_MANY_MAP_REGISTERS,
                        "V3: more than granted",
                        desk -> {
                            DriverV3 driver = master(desk);
                            return fault(() -> allocate(desk, driver, 6, null), 6L, 5L);
                        }),
                new Case(
                        Rule.PAGEABLE_CONTEXT,
                        "V3: paged pool",
                        desk -> {
                            DriverV3 driver = master(desk);
                            long at = desk.kernel.mm().allocatePool(PoolType.PagedPool, 64, "ctx ");
                            return fault(() -> allocate(desk, driver, 1, at), at);
                        }),
                onHeld(
                        Rule.PAGEABLE_CONTEXT,
                        "of a completion routine",
                        (desk, driver) ->
                                driver.operations.mapTransferEx(
                                        driver.adapter,
                                        desk.mdl,
                                        driver.base.get(),
                                        0,
                                        0,
                                        desk.rig.mm.newUlong(0x1000),
                                        false,
                                        driver.list,
                                        0x1000,
                                        null,
                                        desk.kernel
                                                .mm()
                                                .allocatePool(PoolType.PagedPool, 64, "ctx "))),
                new Case(
                        Rule.WRONG_IRQL,
                        "V3: asked for at PASSIVE_LEVEL",
                        desk -> {
                            DriverV3 driver = master(desk);
                            return fault(
                                    () ->
                                            driver.operations.allocateAdapterChannelEx(
                                                    driver.adapter,
                                                    driver.device,
                                                    driver.ready(),
                                                    1,
                                                    DriverV3.SYNC,
                                                    null,
                                                    null,
                                                    driver.base),
                                    1L,
                                    (long) Irql.DISPATCH_LEVEL,
                                    (long) Irql.PASSIVE_LEVEL);
                        }),
                onHeld(
                        Rule.CHANNEL_NOT_ALLOCATED,
                        "freed twice",
                        (desk, driver) -> {
                            free(driver, IoAllocationAction.DeallocateObject);
                            free(driver, IoAllocationAction.DeallocateObject);
                        },
                        1L),
                onHeld(
                        Rule.MAP_REGISTERS_NOT_ALLOCATED,
                        "registers freed twice",
                        (desk, driver) -> {
                            free(driver, IoAllocationAction.DeallocateObjectKeepRegisters);
                            freeRegisters(desk, driver);
                            freeRegisters(desk, driver);
                        }),
                onHeld(
                        Rule.WRONG_RELEASE,
                        "FreeMapRegisters with the channel held",
                        ContextFaults::freeRegisters),
                onHeld(Rule.CHANNEL_LEFT, "held", (desk, driver) -> release(driver).run()),
                new Case(
                        Rule.CHANNEL_LEFT,
                        "V3: awaited",
                        desk -> {
                            slave(desk).take(1);
                            DriverV3 waiting = slave(desk);
                            allocate(desk, waiting, 1, null);
                            return fault(release(waiting), waiting.adapter.address(), 1L);
                        }),
                onHeld(
                        Rule.MAP_REGISTERS_LEFT,
                        "registers kept",
                        (desk, driver) -> {
                            free(driver, IoAllocationAction.DeallocateObjectKeepRegisters);
                            release(driver).run();
                        }),
                new Case(
                        Rule.COMMON_BUFFERS_LEFT,
                        "V3: put with a common buffer",
                        desk -> {
                            DriverV3 driver = master(desk);
                            driver.operations.allocateCommonBufferEx(
                                    driver.adapter,
                                    null,
                                    0x1000,
                                    desk.rig.dma.newPhysicalAddress(),
                                    true,
                                    0);
                            return fault(release(driver), driver.adapter.address(), 1L);
                        }),
                new Case(
                        Rule.WRONG_ACTION,
                        "V3: a slave's registers without the channel",
                        desk -> {
                            DriverV3 driver = slave(desk).take(1);
                            return fault(
                                    () ->
                                            free(
                                                    driver,
                                                    IoAllocationAction
                                                            .DeallocateObjectKeepRegisters),
                                    3L);
                        }),
                new Case(
                        Rule.WRONG_ACTION,
                        "V3: no action",
                        desk -> {
                            DriverV3 driver = slave(desk).take(1);
                            return fault(() -> free(driver, null), 0L);
                        }),
                onHeld(
                        Rule.ADAPTER_RELEASED,
                        "mapped after the put",
                        (desk, driver) -> {
                            driver.freeChannel();
                            release(driver).run();
                            map(desk, driver, 0, 0x10);
                        }),
                onHeld(
                        Rule.WRONG_KIND_OF_ADAPTER,
                        "a bus master's channel is configured",
                        (desk, driver) ->
                                driver.operations.configureAdapterChannel(
                                        driver.adapter, 1, null)));
    }

    private static void freeRegisters(VerifierDesk desk, DriverV3 driver) {
        desk.atDispatch(
                () -> driver.operations.freeMapRegisters(driver.adapter, driver.base.get(), 4));
    }

    private static Case onList(Rule rule, String name, Listed broken) {
        return new Case(
                rule,
                "V3: " + name,
                desk -> {
                    DriverV3 driver = master(desk);
                    ScatterGatherList list = list(desk, driver, 0, 0x3000);
                    return fault(() -> broken.by(desk, driver, list));
                });
    }

    @FunctionalInterface
    private interface Listed {
        void by(VerifierDesk desk, DriverV3 driver, ScatterGatherList list);
    }

    private static List<Case> ofLists() {
        return List.of(
                new Case(
                        Rule.LIST_OUTSIDE_MDL,
                        "V3: begins behind the chain",
                        desk -> {
                            DriverV3 driver = master(desk);
                            return fault(
                                    () -> list(desk, driver, 0x3000, 0x10),
                                    desk.va + 0x3000,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.MDL_CHAIN_TOO_SHORT,
                        "V3: a longer list than the chain",
                        desk -> {
                            DriverV3 driver = master(desk);
                            return fault(() -> list(desk, driver, 0x2FF0, 0x20), 0x10L);
                        }),
                new Case(
                        Rule.WRONG_KIND_OF_ADAPTER,
                        "V3: a slave's list",
                        desk -> {
                            DriverV3 driver = slave(desk);
                            return fault(
                                    () -> list(desk, driver, 0, 0x10), driver.adapter.address());
                        }),
                onList(
                        Rule.LIST_NOT_ALLOCATED,
                        "put twice",
                        (desk, driver, list) -> {
                            put(desk, driver, list);
                            put(desk, driver, list);
                        }),
                onList(
                        Rule.LIST_ENDED,
                        "read after the put",
                        (desk, driver, list) -> {
                            put(desk, driver, list);
                            list.numberOfElements();
                        }),
                new Case(
                        Rule.LIST_ENDED,
                        "V3: modified before the put",
                        desk -> {
                            DriverV3 driver = master(desk);
                            build(desk, driver);
                            driver.list.add(0x1000, 1);
                            return fault(
                                    () -> put(desk, driver, driver.list), driver.list.address());
                        }),
                onList(
                        Rule.LISTS_LEFT,
                        "put with a list",
                        (desk, driver, list) -> release(driver).run()),
                onList(
                        Rule.CPU_ACCESS_WHILE_MAPPED,
                        "looked at before the put",
                        (desk, driver, list) -> desk.rig.mm.read(desk.va, new byte[1], 0, 1)),
                onList(
                        Rule.MAPPED_TWICE,
                        "a second list",
                        (desk, driver, list) -> list(desk, master(desk), 0x100, 0x100)));
    }
}
