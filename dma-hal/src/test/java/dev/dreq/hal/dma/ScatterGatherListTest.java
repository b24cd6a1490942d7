package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GetScatterGatherList and its kin. */
class ScatterGatherListTest {
    private final Pc pc = Pc.upTo(0x1_9000_0000L);
    private final Rig rig = new Rig(pc, KernelOptions.defaults());
    private final Master master = new Master(rig, Master.pci(true, 32, 0x4000));
    private final Mdl mdl = rig.buffer(0x100, 0x3000, 0x180000L, 0x40000L, 0x40001L, 0x40003L);
    private final long va = mdl.startVa() + 0x100;

    private static BugCheck stops(Rule violation, Executable body) {
        BugCheck stop = assertThrows(BugCheck.class, body);
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, stop.code());
        assertEquals(violation.code(), stop.parameter(1), stop.getMessage());
        return stop;
    }

    @ParameterizedTest
    @CsvSource({"true, 24", "true, 32", "true, 64", "false, 24", "false, 32", "false, 64"})
    void aListIsExactlyTheBytesOfItsChainInOrder(boolean scatterGather, int bits) {
        for (long seed = 1; seed <= 30; seed++) {
            chains(seed, scatterGather, bits);
        }
    }

    private static void chains(long seed, boolean scatterGather, int bits) {
        String message = "seed %d, scatter/gather %s, %d bits".formatted(seed, scatterGather, bits);
        SplittableRandom random = new SplittableRandom(seed);
        Pc pc = Pc.upTo(0x1_9000_0000L);
        KernelOptions options = KernelOptions.defaults().withDmaMapRegisterLimit(16);
        Rig rig = new Rig(pc, options.withDmaMapRegisterPool(16));
        Master master =
                new Master(
                        rig,
                        bits == 24
                                ? Master.isa(scatterGather, 0x10000)
                                : Master.pci(scatterGather, bits, 0x10000));
        RandomBuffers buffers =
                new RandomBuffers(rig, pc, random).without(0x1000, bits == 24 ? 0x1000 : 0x1010);
        for (int request = 0; request < 4; request++) {
            Mdl first = chain(buffers, 1 + random.nextInt(4));
            byte[] data = buffers.bytes(Master.contents(rig, first).length);
            boolean write = random.nextBoolean();
            if (write) {
                Master.fill(rig, first, data);
            }
            Map<Long, byte[]> before = pc.memory();
            long va = first.startVa() + first.byteOffset();
            Pulong size = rig.mm.newUlong(0);
            Pulong needed = rig.mm.newUlong(0);
            assertEquals(
                    NtStatus.STATUS_SUCCESS,
                    master.operations.calculateScatterGatherList(
                            master.adapter, first, va, data.length, size, needed));
            assertTrue(needed.get() <= 16, message);
            ScatterGatherList list = master.getList(first, va, data.length, write);
            assertEquals(16 + 24 * list.numberOfElements(), size.get(), message);
            List<Master.Run> runs = Master.runs(list);
            AddressReach reach = ((AdapterObject) master.adapter).kind().reach();
            RandomBuffers.requireReachable(runs, reach, data.length, message);
            assertTrue(scatterGather || runs.size() == 1, message);
            if (write) {
                assertArrayEquals(data, master.read(runs), message);
            } else {
                master.write(runs, data);
            }
            assertArrayEquals(data, throughLogicalMdl(master, list, first), message);
            master.putList(list, write);
            assertArrayEquals(data, Master.contents(rig, first), message);
            buffers.requireUnchanged(before, first, runs, message);
        }
        rig.atDispatch(() -> master.operations.putDmaAdapter(master.adapter));
    }

    private static Mdl chain(RandomBuffers buffers, int mdls) {
        Mdl first = buffers.next(4);
        Mdl last = first;
        for (int i = 1; i < mdls; i++) {
            Mdl next = buffers.next(4);
            last.setNext(next);
            last = next;
        }
        return first;
    }

    private static byte[] throughLogicalMdl(Master master, ScatterGatherList list, Mdl original) {
        Pmdl target = master.rig.dma.newMdlPointer();
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                master.operations.buildMdlFromScatterGatherList(
                        master.adapter, list, original, target));
        return Master.contents(master.rig, target.get());
    }

    @Test
    void theRoutineIsToldOfTheIrpAtTheTimeOfTheCall() {
        Irp irp = mock(Irp.class);
        DeviceObject device = Rig.device("a", irp);
        List<Object> arguments = new ArrayList<>();
        rig.atDispatch(
                () ->
                        master.operations.getScatterGatherList(
                                master.adapter,
                                device,
                                mdl,
                                va,
                                0x3000,
                                (object, current, list, context) -> {
                                    assertNotNull(current);
                                    assertNotNull(context);
                                    arguments.addAll(
                                            List.of(
                                                    object,
                                                    current,
                                                    context,
                                                    rig.ke.getCurrentIrql()));
                                },
                                "context",
                                true));
        assertEquals(List.of(device, irp, "context", Irql.DISPATCH_LEVEL), arguments);
    }

    @Test
    void aListKeepsItsRegistersButNotTheChannel() {
        ScatterGatherList first = master.getList(mdl, va, 0x3000, true);
        ScatterGatherList second = master.getList(mdl, va, 0x1000, true);
        assertEquals(3, first.numberOfElements());
        assertEquals(6, master.statistics().mapRegistersPeak());
        assertEquals(0, master.statistics().mapTransfers());
        assertEquals(5, master.statistics().sgElements());
        assertEquals(0x3000, master.statistics().longestOperation());
        master.putList(first, true);
        master.putList(second, true);
    }

    @Test
    void aListMayBePutInsideItsRoutine() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            master.getList(
                    mdl,
                    va,
                    0x3000,
                    false,
                    (object, irp, list, context) -> {
                        master.operations.putScatterGatherList(master.adapter, list, false);
                        order.add(number);
                    });
        }
        assertEquals(List.of(0, 1, 2), order);
        rig.atDispatch(() -> master.operations.putDmaAdapter(master.adapter));
    }

    @Test
    void aRoutineMayAskForTheNextListButNotForAChannel() {
        List<ScatterGatherList> lists = new ArrayList<>();
        master.getList(
                mdl,
                va,
                0x1000,
                true,
                (object, irp, list, context) -> {
                    lists.add(list);
                    if (lists.size() < 3) {
                        master.getList(mdl, va, 0x1000, true, (o, i, next, c) -> lists.add(next));
                    }
                });
        assertEquals(2, lists.size(), "the second is built when the first routine has returned");
        stops(
                Rule.WAIT_BLOCK_IN_USE,
                () -> master.getList(mdl, va, 0x1000, true, (o, i, list, c) -> master.take(1)));
    }

    @Test
    void aSlavesListIsOneElementAndKeepsTheChannelProgrammedUntilItIsPut() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x4000));
        Mdl tail = rig.buffer(0x10, 0x123, 0x90000L);
        mdl.setNext(tail);
        byte[] data = new byte[0x3123];
        new SplittableRandom(5).nextBytes(data);
        List<ScatterGatherList> lists = new ArrayList<>();
        rig.atDispatch(
                () ->
                        slave.operations.getScatterGatherList(
                                slave.adapter,
                                slave.device,
                                mdl,
                                va,
                                data.length,
                                (object, irp, list, context) -> lists.add(list),
                                null,
                                false));
        assertEquals(1, lists.get(0).numberOfElements());
        assertEquals(data.length, lists.get(0).elements(0).length());
        slave.take(1);
        assertEquals(-1, slave.base, "the channel is the list's");
        assertEquals(data.length, pc.device(1, data));
        rig.atDispatch(
                () -> slave.operations.putScatterGatherList(slave.adapter, lists.get(0), false));
        assertTrue(pc.masked(1));
        assertArrayEquals(data, Master.contents(rig, mdl));
        assertTrue(slave.base != -1);
        slave.free();
        rig.atDispatch(() -> slave.operations.putDmaAdapter(slave.adapter));
    }

    @Test
    void aShortReadThroughASlavesListLeavesTheRestOfTheBufferAlone() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x4000));
        byte[] old = new byte[0x3000];
        new SplittableRandom(6).nextBytes(old);
        Master.fill(rig, mdl, old);
        rig.atDispatch(
                () ->
                        slave.operations.getScatterGatherList(
                                slave.adapter,
                                slave.device,
                                mdl,
                                va,
                                0x3000,
                                (object, irp, list, context) -> {
                                    pc.device(1, new byte[0x1234]);
                                    slave.operations.putScatterGatherList(
                                            slave.adapter, list, false);
                                },
                                null,
                                false));
        byte[] expected = old.clone();
        Arrays.fill(expected, 0, 0x1234, (byte) 0);
        assertArrayEquals(expected, Master.contents(rig, mdl));
        rig.atDispatch(() -> slave.operations.putDmaAdapter(slave.adapter));
    }

    @Test
    void theMdlOfAListIsBuiltOnceAndFromAnOriginal() {
        ScatterGatherList list = master.getList(mdl, va, 0x3000, true);
        Pmdl target = rig.dma.newMdlPointer();
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                master.operations.buildMdlFromScatterGatherList(
                        master.adapter, list, null, target));
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                master.operations.buildMdlFromScatterGatherList(master.adapter, list, mdl, target));
        Mdl logical = target.get();
        assertNotNull(logical);
        assertEquals(0x100, logical.byteOffset());
        assertEquals(0x3000, logical.byteCount());
        assertTrue(logical.pfn(0) < 0x100000, "out of reach, so bounced");
        assertEquals(0x40000, logical.pfn(1));
        assertEquals(
                NtStatus.STATUS_NONE_MAPPED,
                master.operations.buildMdlFromScatterGatherList(master.adapter, list, mdl, target));
        assertSame(logical, target.get());
    }

    @Test
    void aListWaitsInTheChannelsLineLikeEverybody() {
        master.take(1, IoAllocationAction.KeepObject);
        List<ScatterGatherList> lists = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            master.getList(mdl, va, 0x1000, true, (object, irp, list, context) -> lists.add(list));
        }
        assertTrue(lists.isEmpty());
        BugCheck waiting =
                assertThrows(BugCheck.class, () -> master.operations.putDmaAdapter(master.adapter));
        assertEquals(Rule.CHANNEL_LEFT.code(), waiting.parameter(1));
        master.freeChannel();
        assertEquals(3, lists.size());
        assertFalse(lists.get(0).address() == lists.get(1).address());
        lists.forEach(list -> master.putList(list, true));
    }
}
