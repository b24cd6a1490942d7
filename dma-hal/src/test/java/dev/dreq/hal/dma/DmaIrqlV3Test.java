package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each routine of version 3 at each IRQL, through shorter tables, and on adapters that are gone.
 */
class DmaIrqlV3Test {
    private static final List<Integer> LEVELS =
            List.of(Irql.PASSIVE_LEVEL, Irql.APC_LEVEL, Irql.DISPATCH_LEVEL, Irql.LOWEST_DIRQL, 7);

    /** A slave and a bus master that hold what the routine needs. */
    private static final class State {
        final Rig rig = new Rig(Pc.upTo(0x200_0000), KernelOptions.defaults());
        final DriverV3 slave = new DriverV3(rig, DriverV3.slave(1).maximumLength(0x1000));
        final DriverV3 master = new DriverV3(rig, DriverV3.pci(true, 32, 0x1000));
        final Mdl mdl = rig.scattered(0, 0x1000, 0);
        final Pulong length = rig.mm.newUlong(0x1000);
        final PphysicalAddress logical = rig.dma.newPhysicalAddress();

        void map() {
            slave.take(1).map(mdl, 0, length, true, null, 0);
        }
    }

    private interface Call {
        void on(DmaOperations table, DmaAdapter adapter, State state);
    }

    private record Row(
            String routine,
            int rule,
            int level,
            boolean ofAMaster,
            Consumer<State> before,
            Call call) {
        boolean allows(int irql) {
            return rule == 1 ? irql == level : irql <= level;
        }

        DriverV3 driver(State state) {
            return ofAMaster ? state.master : state.slave;
        }

        @Override
        public String toString() {
            return routine + (rule == 1 ? " exactly at " : " at most at ") + Irql.name(level);
        }
    }

    private static Row atMost(String routine, Consumer<State> before, Call call) {
        return new Row(routine, 2, Irql.DISPATCH_LEVEL, false, before, call);
    }

    static Stream<Row> rows() {
        Consumer<State> nothing = s -> {};
        return Stream.of(
                atMost(
                        "GetDmaAdapterInfo",
                        nothing,
                        (t, a, s) -> t.getDmaAdapterInfo(a, s.rig.dma.newAdapterInfo(1))),
                atMost(
                        "GetDmaTransferInfo",
                        nothing,
                        (t, a, s) ->
                                t.getDmaTransferInfo(
                                        a, s.mdl, 0, 1, true, s.rig.dma.newTransferInfo(2))),
                atMost(
                        "InitializeDmaTransferContext",
                        nothing,
                        (t, a, s) -> t.initializeDmaTransferContext(a, s.slave.context)),
                new Row(
                        "AllocateCommonBufferEx",
                        1,
                        Irql.PASSIVE_LEVEL,
                        false,
                        nothing,
                        (t, a, s) -> t.allocateCommonBufferEx(a, null, 0x1000, s.logical, true, 0)),
                new Row(
                        "AllocateAdapterChannelEx",
                        1,
                        Irql.DISPATCH_LEVEL,
                        false,
                        s -> s.slave.ready(),
                        (t, a, s) ->
                                t.allocateAdapterChannelEx(
                                        a,
                                        s.slave.device,
                                        s.slave.context,
                                        1,
                                        DriverV3.SYNC,
                                        null,
                                        null,
                                        s.slave.base)),
                atMost(
                        "ConfigureAdapterChannel",
                        nothing,
                        (t, a, s) -> t.configureAdapterChannel(a, 1, null)),
                atMost(
                        "CancelAdapterChannel",
                        s -> s.slave.ready(),
                        (t, a, s) -> t.cancelAdapterChannel(a, s.slave.device, s.slave.context)),
                atMost(
                        "MapTransferEx",
                        s -> s.slave.take(1),
                        (t, a, s) ->
                                t.mapTransferEx(
                                        a,
                                        s.mdl,
                                        s.slave.base.get(),
                                        0,
                                        0,
                                        s.length,
                                        true,
                                        null,
                                        0,
                                        null,
                                        null)),
                new Row(
                        "GetScatterGatherListEx",
                        2,
                        Irql.DISPATCH_LEVEL,
                        true,
                        s -> s.master.ready(),
                        (t, a, s) ->
                                t.getScatterGatherListEx(
                                        a,
                                        s.master.device,
                                        s.master.context,
                                        s.mdl,
                                        0,
                                        0x1000,
                                        0,
                                        (device, irp, list, context) ->
                                                assertEquals(
                                                        Irql.DISPATCH_LEVEL,
                                                        s.rig.ke.getCurrentIrql()),
                                        null,
                                        true,
                                        null,
                                        null,
                                        null)),
                new Row(
                        "BuildScatterGatherListEx",
                        1,
                        Irql.DISPATCH_LEVEL,
                        true,
                        s -> s.master.ready(),
                        (t, a, s) ->
                                t.buildScatterGatherListEx(
                                        a,
                                        s.master.device,
                                        s.master.context,
                                        s.mdl,
                                        0,
                                        0x1000,
                                        0,
                                        (device, irp, list, context) -> {},
                                        null,
                                        true,
                                        s.master.list,
                                        0x1000,
                                        null,
                                        null,
                                        null)),
                atMost(
                        "FlushAdapterBuffersEx",
                        State::map,
                        (t, a, s) ->
                                t.flushAdapterBuffersEx(
                                        a, s.mdl, s.slave.base.get(), 0, 0x1000, true)),
                atMost(
                        "FreeAdapterObject",
                        s -> s.slave.take(1),
                        (t, a, s) -> t.freeAdapterObject(a, IoAllocationAction.DeallocateObject)),
                atMost(
                        "CancelMappedTransfer",
                        State::map,
                        (t, a, s) -> t.cancelMappedTransfer(a, s.slave.context)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRoutineRunsAtItsIrqlAndStopsAtOthers(Row row) {
        for (int irql : LEVELS) {
            State state = new State();
            row.before.accept(state);
            DriverV3 driver = row.driver(state);
            state.rig.ke.raiseIrql(irql);
            String message = row + " at " + irql;
            if (row.allows(irql)) {
                assertDoesNotThrow(
                        () -> row.call.on(driver.operations, driver.adapter, state), message);
                assertEquals(irql, state.rig.ke.getCurrentIrql(), message);
                continue;
            }
            BugCheck stop =
                    assertThrows(
                            BugCheck.class,
                            () -> row.call.on(driver.operations, driver.adapter, state),
                            message);
            assertEquals(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, stop.code());
            assertEquals(0x13, stop.parameter(1));
            assertEquals(row.rule, stop.parameter(2));
            assertEquals(row.level, stop.parameter(3));
            assertEquals(irql, stop.parameter(4));
            for (String word : List.of(row.routine, Irql.name(irql), Irql.name(row.level))) {
                assertTrue(stop.getMessage().contains(word), stop.getMessage());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void throughAShorterTableItIsACallToNowhere(Row row) {
        for (int version = 0; version <= 2; version++) {
            State state = new State();
            Rig.Slave shorter = state.rig.slave(Rig.on(2).version(version));
            BugCheck stop =
                    assertThrows(
                            BugCheck.class,
                            () -> row.call.on(shorter.operations, shorter.adapter, state));
            assertEquals(BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED, stop.code());
            for (String word : List.of(row.routine, "version 3", "Size")) {
                assertTrue(stop.getMessage().contains(word), stop.getMessage());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anAdapterThatWasPutOrIsNoneStops(Row row) {
        State state = new State();
        DriverV3 driver = row.driver(state);
        driver.operations.putDmaAdapter(driver.adapter);
        state.rig.ke.raiseIrql(row.rule == 1 ? row.level : Irql.DISPATCH_LEVEL);
        BugCheck stop =
                assertThrows(
                        BugCheck.class,
                        () -> row.call.on(driver.operations, driver.adapter, state));
        assertEquals(Rule.ADAPTER_RELEASED.code(), stop.parameter(1));
        stop = assertThrows(BugCheck.class, () -> row.call.on(driver.operations, null, state));
        assertEquals(Rule.ADAPTER_NULL.code(), stop.parameter(1));
        assertTrue(stop.getMessage().contains(row.routine), stop.getMessage());
    }
}
