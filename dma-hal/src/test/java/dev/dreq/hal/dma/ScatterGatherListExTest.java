package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GetScatterGatherListEx and BuildScatterGatherListEx, row by row of their contract. */
class ScatterGatherListExTest {
    private final Rig rig = new Rig(Pc.upTo(0x1_9000_0000L), KernelOptions.defaults(), 0x40000, 8);
    private final DriverV3 master = new DriverV3(rig, DriverV3.pci(true, 32, 0x3000));
    private final Mdl mdl = rig.buffer(0x10, 0x1000, 0x180000L, 0x180002L);
    private final PscatterGatherList pointer = rig.dma.newScatterGatherListPointer();
    private final List<ScatterGatherList> delivered = new ArrayList<>();
    private final DriverListControl routine =
            (object, irp, list, context) -> {
                assertEquals(Irql.DISPATCH_LEVEL, rig.ke.getCurrentIrql());
                assertEquals("context", context);
                delivered.add(list);
            };

    @BeforeEach
    void chain() {
        mdl.setNext(rig.buffer(0, 0x1000, 0x80000L));
    }

    private NtStatus get(
            DriverV3 driver, long offset, int length, int flags, boolean calls, boolean points) {
        return driver.operations.getScatterGatherListEx(
                driver.adapter,
                driver.device,
                driver.context,
                mdl,
                offset,
                length,
                flags,
                calls ? routine : null,
                "context",
                true,
                null,
                null,
                points ? pointer : null);
    }

    private NtStatus build(int flags, boolean calls, boolean points, int bufferLength) {
        return master.atDispatch(
                () ->
                        master.operations.buildScatterGatherListEx(
                                master.adapter,
                                master.device,
                                master.context,
                                mdl,
                                0xFF0,
                                0x20,
                                flags,
                                calls ? routine : null,
                                "context",
                                true,
                                master.list,
                                bufferLength,
                                null,
                                null,
                                points ? pointer : null));
    }

    private void put(ScatterGatherList list) {
        rig.atDispatch(() -> master.operations.putScatterGatherList(master.adapter, list, true));
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, false, STATUS_INVALID_PARAMETER",
        "0, false, true, STATUS_INVALID_PARAMETER",
        "0, true, false, STATUS_SUCCESS",
        "0, true, true, STATUS_SUCCESS",
        "1, false, false, STATUS_INVALID_PARAMETER",
        "1, false, true, STATUS_SUCCESS",
        "1, true, false, STATUS_SUCCESS",
        "1, true, true, STATUS_SUCCESS",
        "4, true, true, STATUS_INVALID_PARAMETER"
    })
    void eachCombinationOfArgumentsDoesWhatTheContractSays(
            int flags, boolean calls, boolean points, NtStatus expected) {
        for (boolean builds : new boolean[] {false, true}) {
            delivered.clear();
            pointer.set(null);
            master.ready();
            NtStatus status =
                    builds
                            ? build(flags, calls, points, 0x1000)
                            : get(master, 0xFF0, 0x20, flags, calls, points);
            assertEquals(expected, status);
            boolean done = expected == NtStatus.STATUS_SUCCESS;
            assertEquals(done && calls ? 1 : 0, delivered.size());
            ScatterGatherList list = pointer.get();
            assertEquals(done && points && flags == 1, list != null);
            if (done) {
                ScatterGatherList got = list != null ? list : delivered.get(0);
                assertEquals(
                        List.of("40000+10", "80000000+10"),
                        Master.runs(got).stream().map(Master.Run::toString).toList());
                if (builds) {
                    assertSame(master.list, got);
                }
                if (!calls) {
                    master.operations.freeAdapterObject(
                            master.adapter, IoAllocationAction.DeallocateObjectKeepRegisters);
                }
                put(got);
            }
            master.ready();
        }
        master.operations.putDmaAdapter(master.adapter);
    }

    @Test
    void aListWithoutARoutineKeepsTheChannelUntilItIsFreedAndTheRegistersUntilItIsPut() {
        master.ready();
        assertEquals(NtStatus.STATUS_SUCCESS, get(master, 0, 0x1000, 1, false, true));
        assertNotNull(((AdapterObject) master.adapter).channel().ownerOf(adapter()));
        master.operations.freeAdapterObject(
                master.adapter, IoAllocationAction.DeallocateObjectKeepRegisters);
        assertNull(adapter().channel().ownerOf(adapter()));
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                master.operations.initializeDmaTransferContext(master.adapter, master.context));
        put(Objects.requireNonNull(pointer.get()));
        master.ready();
    }

    @Test
    void puttingItGivesBackTheChannelTooIfNobodyHasFreedIt() {
        master.ready();
        assertEquals(NtStatus.STATUS_SUCCESS, get(master, 0, 0x1000, 1, false, true));
        put(Objects.requireNonNull(pointer.get()));
        master.operations.putDmaAdapter(master.adapter);
    }

    @Test
    void freeingItsRegistersUnderItStops() {
        master.ready();
        get(master, 0, 0x1000, 1, false, true);
        BugCheck stop =
                assertThrows(
                        BugCheck.class,
                        () ->
                                master.operations.freeAdapterObject(
                                        master.adapter, IoAllocationAction.DeallocateObject));
        assertEquals(Rule.FREED_WHILE_MAPPED.code(), stop.parameter(1));
    }

    private AdapterObject adapter() {
        return (AdapterObject) master.adapter;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void registersThatAreMissingAreWaitedForUnlessTheCallIsSynchronous(int flags) {
        DriverV3 holder = new DriverV3(rig, DriverV3.pci(false, 32, 0x7000)).take(7);
        master.ready();
        NtStatus status = get(master, 0, 0x1000, flags, true, true);
        assertEquals(
                flags == 0 ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                status);
        assertEquals(List.of(), delivered);
        assertNull(pointer.get());
        holder.freeChannel();
        assertEquals(flags == 0 ? 1 : 0, delivered.size());
        delivered.forEach(this::put);
    }

    @Test
    void moreThanTheAdapterMayHaveIsRefused() {
        DriverV3 small = new DriverV3(rig, DriverV3.pci(true, 32, 0x1000));
        small.ready();
        assertEquals(2, small.registers);
        assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, get(small, 0, 0x2000, 0, true, false));
    }

    @ParameterizedTest
    @CsvSource({"0x2000, 1", "-1, 1", "0, 0x2001", "0x1FFF, 2"})
    void bytesThatDoNotLieInTheChainAreRefused(long offset, int length) {
        master.ready();
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER, get(master, offset, length, 0, true, false));
    }

    @Test
    void aListThatDoesNotFitTheBufferIsRefused() {
        master.ready();
        int needed = 16 + 2 * 24;
        assertEquals(NtStatus.STATUS_BUFFER_TOO_SMALL, build(0, true, false, needed - 1));
        assertEquals(NtStatus.STATUS_SUCCESS, build(0, true, false, needed));
        assertEquals(master.list.address(), delivered.get(0).address());
    }

    @Test
    void slavesAndCompletionRoutinesAreRefused() {
        DriverV3 slave = new DriverV3(rig, DriverV3.slave(1).maximumLength(0x4000));
        slave.ready();
        assertEquals(NtStatus.STATUS_INVALID_PARAMETER, get(slave, 0, 0x1000, 0, true, false));
        master.ready();
        DmaCompletionRoutine completion = (adapter, device, context, status) -> {};
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                master.operations.getScatterGatherListEx(
                        master.adapter,
                        master.device,
                        master.context,
                        mdl,
                        0,
                        1,
                        0,
                        routine,
                        "context",
                        true,
                        completion,
                        null,
                        null));
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                master.atDispatch(
                        () ->
                                master.operations.buildScatterGatherListEx(
                                        master.adapter,
                                        master.device,
                                        master.context,
                                        mdl,
                                        0,
                                        1,
                                        0,
                                        routine,
                                        "context",
                                        true,
                                        master.list,
                                        0x1000,
                                        null,
                                        "for nobody",
                                        null)));
    }

    @Test
    void aPoisonedContextFailsAndAnUnreadyOneIsRefused() {
        assertEquals(NtStatus.STATUS_INVALID_PARAMETER, get(master, 0, 1, 0, true, false));
        master.ready();
        master.operations.cancelAdapterChannel(master.adapter, master.device, master.context);
        assertEquals(NtStatus.STATUS_CANCELLED, get(master, 0, 1, 0, true, false));
        assertEquals(List.of(), delivered);
    }
}
