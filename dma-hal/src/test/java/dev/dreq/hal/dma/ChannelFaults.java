package dev.dreq.hal.dma;

import static dev.dreq.hal.dma.VerifierDesk.fault;

import dev.dreq.hal.dma.VerifierDesk.Case;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.PoolType;
import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Faults of asking for channels and map registers, and of giving them back. */
final class ChannelFaults {
    private ChannelFaults() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        Rule.OUT_OF_MAP_REGISTERS,
                        "a flush longer than the registers",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.master.take(2).map(desk.mdl, desk.va, 0x100, true);
                            return fault(
                                    () -> desk.master.flush(desk.mdl, desk.va, 0x3000, true),
                                    1L,
                                    0x1F00L,
                                    0x3000L);
                        }),
                new Case(
                        Rule.OUT_OF_MAP_REGISTERS,
                        "no register left for a run",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.master.take(1).map(desk.mdl, desk.va, 0xF00, true);
                            return fault(
                                    () -> desk.master.map(desk.mdl, desk.va + 0xF00, 0x1000, true),
                                    2L,
                                    1L,
                                    0L);
                        }),
                new Case(
                        Rule.CHANNEL_NOT_ALLOCATED,
                        "freed twice",
                        desk -> {
                            desk.slave.take(1).free();
                            return fault(desk.slave::free, 1L);
                        }),
                new Case(
                        Rule.MAP_REGISTERS_NOT_ALLOCATED,
                        "freed twice",
                        desk -> {
                            desk.master.take(3).freeRegisters();
                            return fault(desk.master::freeRegisters, 3L, desk.master.base);
                        }),
                new Case(
                        Rule.CHANNEL_LEFT,
                        "put with the channel held",
                        desk -> {
                            desk.slave.take(1);
                            return fault(
                                    () -> desk.slave.operations.putDmaAdapter(desk.slave.adapter),
                                    desk.slave.adapter.address(),
                                    1L);
                        }),
                new Case(
                        Rule.MAP_REGISTERS_LEFT,
                        "put with registers held",
                        desk -> {
                            desk.master.take(2);
                            return fault(
                                    () -> desk.master.operations.putDmaAdapter(desk.master.adapter),
                                    desk.master.adapter.address(),
                                    1L);
                        }),
                new Case(
                        Rule.CHANNEL_ALLOCATED_TWICE,
                        "the holder asks again",
                        desk -> {
                            desk.slave.take(1);
                            return fault(() -> desk.slave.take(1), 1L);
                        }),
                new Case(
                        Rule.CHANNEL_ALLOCATED_TWICE,
                        "inside AdapterControl",
                        desk ->
                                fault(
                                        () ->
                                                desk.inSlavesControl(
                                                        () ->
                                                                desk.slave.operations
                                                                        .allocateAdapterChannel(
                                                                                desk.slave.adapter,
                                                                                VerifierDesk.device(
                                                                                        "other"),
                                                                                1,
                                                                                desk.slave.keep(),
                                                                                null)),
                                        1L)),
                new Case(
                        Rule.TOO_MANY_MAP_REGISTERS,
                        "more than granted",
                        desk ->
                                fault(
                                        () ->
                                                desk.atDispatch(
                                                        () ->
                                                                desk.slave.operations
                                                                        .allocateAdapterChannel(
                                                                                desk.slave.adapter,
                                                                                desk.slave.device,
                                                                                6,
                                                                                desk.slave.keep(),
                                                                                null)),
                                        6L,
                                        5L)),
                new Case(
                        Rule.TOO_MANY_MAP_REGISTERS,
                        "a list of more pages than granted",
                        desk -> {
                            Mdl large = desk.flushed(desk.rig.scattered(0, 0x6000, 0x100_0000));
                            long va = desk.rig.mm.getMdlVirtualAddress(large);
                            return fault(
                                    () ->
                                            desk.master.getList(
                                                    large, va, 0x6000, true, (d, i, l, c) -> {}),
                                    6L,
                                    5L);
                        }),
                new Case(
                        Rule.TOO_MANY_MAP_REGISTERS_HELD,
                        "a second set for the same device object",
                        desk -> {
                            desk.master.take(3);
                            return fault(() -> desk.master.take(3), 6L, 5L);
                        }),
                new Case(
                        Rule.FREED_WHILE_MAPPED,
                        "the channel before the flush",
                        desk -> {
                            desk.mapSlave(true);
                            return fault(
                                    desk.slave::free,
                                    1L,
                                    desk.slave.adapter.address(),
                                    desk.slave.base);
                        }),
                new Case(
                        Rule.WRONG_ACTION,
                        "a slave gives its channel up",
                        desk ->
                                fault(
                                        () ->
                                                desk.control(
                                                        (d, i, b, c) ->
                                                                IoAllocationAction
                                                                        .DeallocateObjectKeepRegisters,
                                                        null),
                                        3L,
                                        desk.slave.adapter.address())),
                new Case(
                        Rule.WRONG_ACTION,
                        "no action",
                        desk -> fault(() -> desk.control(noAction(), null), 0L)),
                new Case(
                        Rule.WRONG_RELEASE,
                        "FreeMapRegisters after KeepObject",
                        desk -> {
                            desk.master.take(2, IoAllocationAction.KeepObject);
                            return fault(
                                    desk.master::freeRegisters,
                                    desk.master.base,
                                    2L,
                                    desk.master.adapter.address());
                        }),
                new Case(
                        Rule.WRONG_RELEASE,
                        "FreeAdapterChannel after DeallocateObjectKeepRegisters",
                        desk -> {
                            desk.master.take(2);
                            return fault(
                                    desk.master::freeChannel,
                                    desk.master.base,
                                    2L,
                                    desk.master.adapter.address());
                        }),
                new Case(
                        Rule.WRONG_REGISTER_COUNT,
                        "one too few",
                        desk -> {
                            desk.master.take(3).count = 2;
                            return fault(desk.master::freeRegisters, desk.master.base, 2L, 3L);
                        }),
                new Case(
                        Rule.WAIT_BLOCK_IN_USE,
                        "one device object, two adapters",
                        desk -> {
                            Rig.Slave other = desk.rig.slave(Rig.on(1).maximumLength(0x1000));
                            other.take(1);
                            desk.slave.take(1);
                            Rig.Slave third = desk.rig.slave(Rig.on(2).maximumLength(0x1000));
                            return fault(
                                    () ->
                                            desk.atDispatch(
                                                    () ->
                                                            third.operations.allocateAdapterChannel(
                                                                    third.adapter,
                                                                    desk.slave.device,
                                                                    1,
                                                                    third.keep(),
                                                                    null)),
                                    desk.slave.device.address());
                        }),
                new Case(
                        Rule.PAGEABLE_CONTEXT,
                        "paged pool",
                        desk -> {
                            long context =
                                    desk.kernel.mm().allocatePool(PoolType.PagedPool, 64, "ctx ");
                            return fault(
                                    () ->
                                            desk.control(
                                                    (d, i, b, c) -> IoAllocationAction.KeepObject,
                                                    context),
                                    context);
                        }));
    }

    /** What a driver's author may write who is checked by nothing. */
    private static DriverControl noAction() {
        return (device, irp, base, context) -> null;
    }
}
