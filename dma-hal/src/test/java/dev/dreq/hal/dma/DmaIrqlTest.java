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
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each routine at each IRQL. */
class DmaIrqlTest {
    private static final List<Integer> LEVELS =
            List.of(Irql.PASSIVE_LEVEL, Irql.APC_LEVEL, Irql.DISPATCH_LEVEL, Irql.LOWEST_DIRQL, 7);

    /** A slave that holds its channel, and perhaps a mapping, when a routine is called. */
    private static final class State {
        final Rig rig = new Rig(Pc.upTo(0x200_0000), KernelOptions.defaults());
        final Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x1000));
        final Mdl mdl = rig.scattered(0, 0x1000, 0);
        final long va = rig.mm.getMdlVirtualAddress(mdl);
        final PphysicalAddress logical = rig.dma.newPhysicalAddress();
        final Pulong length = rig.mm.newUlong(0x1000);
        long common;

        final Master master = new Master(rig, Master.pci(true, 32, 0x1000));
        final Pmdl target = rig.dma.newMdlPointer();
        @Nullable ScatterGatherList list;

        void getList() {
            list = master.getList(mdl, va, 0x1000, true);
        }

        ScatterGatherList list() {
            return Objects.requireNonNull(list);
        }
    }

    private record Row(
            String routine, int rule, int level, Consumer<State> before, Consumer<State> call) {
        boolean allows(int irql) {
            return rule == 1 ? irql == level : irql <= level;
        }

        @Override
        public String toString() {
            return routine + (rule == 1 ? " exactly at " : " at most at ") + Irql.name(level);
        }
    }

    private static Row exactly(
            int level, String routine, Consumer<State> before, Consumer<State> call) {
        return new Row(routine, 1, level, before, call);
    }

    private static Row atMost(String routine, Consumer<State> before, Consumer<State> call) {
        return new Row(routine, 2, Irql.DISPATCH_LEVEL, before, call);
    }

    static Stream<Row> rows() {
        return Stream.concat(slaveRows(), listRows());
    }

    private static Stream<Row> slaveRows() {
        Consumer<State> nothing = s -> {};
        Consumer<State> channel = s -> s.slave.take(1);
        return Stream.of(
                exactly(
                        Irql.PASSIVE_LEVEL,
                        "IoGetDmaAdapter",
                        nothing,
                        s -> s.rig.getDmaAdapter(Rig.on(2).build(), s.length)),
                exactly(
                        Irql.PASSIVE_LEVEL,
                        "AllocateCommonBuffer",
                        nothing,
                        s ->
                                s.slave.operations.allocateCommonBuffer(
                                        s.slave.adapter, 0x1000, s.logical, false)),
                exactly(
                        Irql.PASSIVE_LEVEL,
                        "FreeCommonBuffer",
                        s ->
                                s.common =
                                        s.slave.operations.allocateCommonBuffer(
                                                s.slave.adapter, 0x1000, s.logical, false),
                        s ->
                                s.slave.operations.freeCommonBuffer(
                                        s.slave.adapter, 0x1000, s.logical.get(), s.common, false)),
                exactly(
                        Irql.PASSIVE_LEVEL,
                        "GetDmaAlignment",
                        nothing,
                        s -> s.slave.operations.getDmaAlignment(s.slave.adapter)),
                exactly(
                        Irql.DISPATCH_LEVEL,
                        "AllocateAdapterChannel",
                        nothing,
                        s ->
                                s.slave.operations.allocateAdapterChannel(
                                        s.slave.adapter,
                                        s.slave.device,
                                        1,
                                        (device, irp, base, context) ->
                                                IoAllocationAction.KeepObject,
                                        null)),
                exactly(
                        Irql.DISPATCH_LEVEL,
                        "FreeAdapterChannel",
                        channel,
                        s -> s.slave.operations.freeAdapterChannel(s.slave.adapter)),
                exactly(
                        Irql.DISPATCH_LEVEL,
                        "FreeMapRegisters",
                        nothing,
                        s -> s.slave.operations.freeMapRegisters(s.slave.adapter, 0, 0)),
                atMost(
                        "PutDmaAdapter",
                        nothing,
                        s -> s.slave.operations.putDmaAdapter(s.slave.adapter)),
                atMost(
                        "MapTransfer",
                        channel,
                        s ->
                                s.slave.operations.mapTransfer(
                                        s.slave.adapter,
                                        s.mdl,
                                        s.slave.base,
                                        s.va,
                                        s.length,
                                        true)),
                atMost(
                        "FlushAdapterBuffers",
                        channel.andThen(s -> s.slave.map(s.mdl, s.va, 0x1000, true)),
                        s ->
                                s.slave.operations.flushAdapterBuffers(
                                        s.slave.adapter, s.mdl, s.slave.base, s.va, 0x1000, true)),
                atMost(
                        "ReadDmaCounter",
                        nothing,
                        s -> s.slave.operations.readDmaCounter(s.slave.adapter)));
    }

    private static Stream<Row> listRows() {
        return Stream.of(
                exactly(
                        Irql.DISPATCH_LEVEL,
                        "GetScatterGatherList",
                        s -> {},
                        s ->
                                s.master.operations.getScatterGatherList(
                                        s.master.adapter,
                                        s.master.device,
                                        s.mdl,
                                        s.va,
                                        0x1000,
                                        (device, irp, list, context) -> {},
                                        null,
                                        true)),
                exactly(
                        Irql.DISPATCH_LEVEL,
                        "BuildScatterGatherList",
                        s -> {},
                        s ->
                                s.master.operations.buildScatterGatherList(
                                        s.master.adapter,
                                        s.master.device,
                                        s.mdl,
                                        s.va,
                                        0x1000,
                                        (device, irp, list, context) -> {},
                                        null,
                                        true,
                                        0x5000,
                                        0x1000)),
                exactly(
                        Irql.DISPATCH_LEVEL,
                        "PutScatterGatherList",
                        State::getList,
                        s ->
                                s.master.operations.putScatterGatherList(
                                        s.master.adapter, s.list(), true)),
                atMost(
                        "BuildMdlFromScatterGatherList",
                        State::getList,
                        s ->
                                s.master.operations.buildMdlFromScatterGatherList(
                                        s.master.adapter, s.list(), s.mdl, s.target)),
                new Row(
                        "CalculateScatterGatherList",
                        2,
                        Irql.HIGH_LEVEL,
                        s -> {},
                        s ->
                                s.master.operations.calculateScatterGatherList(
                                        s.master.adapter, s.mdl, s.va, 0x1000, s.length, null)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRoutineRunsAtItsIrqlAndStopsAtOthers(Row row) {
        for (int irql : LEVELS) {
            State state = new State();
            row.before.accept(state);
            state.rig.ke.raiseIrql(irql);
            if (row.allows(irql)) {
                assertDoesNotThrow(() -> row.call.accept(state), row + " at " + irql);
                continue;
            }
            BugCheck stop =
                    assertThrows(BugCheck.class, () -> row.call.accept(state), row + " at " + irql);
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
}
