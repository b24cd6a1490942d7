package dev.dreq.hal.dma;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bus masters that share map registers, and requests that share a bus master. */
class BusMasterQueueTest {
    private static final int POOL = 12;

    private final Pc pc = Pc.upTo(0x1_9000_0000L);
    private final Rig rig =
            new Rig(
                    pc,
                    KernelOptions.defaults()
                            .withDmaMapRegisterLimit(8)
                            .withDmaMapRegisterPool(POOL));

    @Test
    void threeAdaptersTakeTurnsWhenTheirRegistersAreShort() {
        Master first = new Master(rig, Master.pci(false, 32, 0x10000));
        Master second = new Master(rig, Master.pci(true, 32, 0x10000));
        Master third = new Master(rig, Master.pci(false, 64, 0x10000));
        assertEquals(8, first.registers);
        first.take(8);
        second.take(8);
        third.take(2);
        assertTrue(first.base != -1);
        assertEquals(-1, second.base, "8 of 12 are taken");
        assertEquals(-1, third.base, "nobody overtakes");
        first.freeRegisters();
        assertTrue(second.base != -1 && third.base != -1, "served inside FreeMapRegisters");
        third.freeRegisters();
        second.freeRegisters();
    }

    @Test
    void whoReachesEverythingDoesNotWaitForRegisters() {
        Master holder = new Master(rig, Master.pci(false, 32, 0x10000));
        Master waiter = new Master(rig, Master.pci(true, 32, 0x10000));
        Master wide = new Master(rig, Master.pci(true, 64, 0x10000));
        holder.take(8);
        waiter.take(8);
        wide.take(8);
        assertEquals(-1, waiter.base);
        assertTrue(wide.base != -1);
        wide.freeRegisters();
    }

    @Test
    void mastersBelow16MiBShareTheSlavesRegisters() {
        Master isa = new Master(rig, Master.isa(false, 0x10000));
        Rig.Slave slave = rig.slave(Rig.on(5).maximumLength(0x20000));
        Rig.Slave another = rig.slave(Rig.on(1).maximumLength(0x20000));
        for (int i = 0; i < 3; i++) {
            isa.take(8, Rig.device("d" + i), IoAllocationAction.DeallocateObjectKeepRegisters);
        }
        slave.take(8);
        another.take(1);
        assertTrue(slave.base != -1);
        assertEquals(-1, another.base, "all 32 are taken");
        isa.freeRegisters();
        assertTrue(another.base != -1);
    }

    @Test
    void requestsOfSeveralDeviceObjectsAreUnderWayOnOneAdapter() {
        Master master = new Master(rig, Master.pci(true, 32, 0x4000));
        Mdl one = rig.buffer(0, 0x2000, 0x180000L, 0x180002L);
        Mdl two = rig.buffer(0, 0x2000, 0x180004L, 0x180006L);
        master.take(2, Rig.device("a"), IoAllocationAction.DeallocateObjectKeepRegisters);
        long first = master.base;
        master.take(2, Rig.device("b"), IoAllocationAction.DeallocateObjectKeepRegisters);
        long second = master.base;
        assertTrue(first != second);
        Master.Run b = master.map(two, two.startVa(), 0x2000, true);
        master.base = first;
        Master.Run a = master.map(one, one.startVa(), 0x2000, true);
        assertTrue(a.address() + a.length() <= b.address() || b.address() + 0x2000 <= a.address());
        master.flush(one, one.startVa(), 0x2000, true);
        master.freeRegisters();
        master.base = second;
        master.flush(two, two.startVa(), 0x2000, true);
        master.freeRegisters();
        assertEquals(4, master.statistics().mapRegistersPeak());
    }

    @Test
    void whoDeallocatesEverythingLeavesTheRegistersToTheNext() {
        Master holder = new Master(rig, Master.pci(false, 32, 0x10000));
        Master brief = new Master(rig, Master.pci(false, 32, 0x10000));
        Master last = new Master(rig, Master.pci(false, 32, 0x10000));
        holder.take(8);
        brief.take(8, IoAllocationAction.DeallocateObject);
        last.take(8);
        assertEquals(-1, last.base);
        holder.freeRegisters();
        assertTrue(brief.base != -1 && last.base != -1);
    }

    @Test
    void aListWaitsForRegistersInTheSameLine() {
        Master holder = new Master(rig, Master.pci(false, 32, 0x10000));
        Master lister = new Master(rig, Master.pci(true, 32, 0x10000));
        Mdl mdl = rig.buffer(0, 0x8000, frames(0x180000, 8));
        holder.take(8);
        List<ScatterGatherList> lists = new ArrayList<>();
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                lister.getList(
                        mdl,
                        mdl.startVa(),
                        0x8000,
                        true,
                        (object, irp, list, context) -> lists.add(list)));
        assertTrue(lists.isEmpty());
        holder.freeRegisters();
        assertEquals(1, lists.size());
        holder.base = -1;
        holder.take(8);
        assertEquals(-1, holder.base);
        lister.putList(lists.get(0), true);
        assertTrue(holder.base != -1, "served inside PutScatterGatherList");
    }

    private static Long[] frames(long first, int count) {
        Long[] frames = new Long[count];
        for (int i = 0; i < count; i++) {
            frames[i] = first + i;
        }
        return frames;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyIsLostAndEverybodyIsServedInOrder(long seed) {
        new RandomRequests(seed).run(3000);
    }

    /** A request of the model: an adapter's, for registers that it keeps until they are freed. */
    private record Request(Master master, DeviceObject device, int count, boolean list) {}

    /** A granted request: registers by their base, or a list. */
    private record Grant(Request request, long base, @Nullable ScatterGatherList list) {}

    private final class RandomRequests {
        private final SplittableRandom random;
        private final String message;
        private final List<Master> masters = new ArrayList<>();
        private final Mdl mdl = rig.buffer(0, 0x8000, frames(0x180000, 8));

        /** Who asked, for each adapter, in order; the first waits for registers. */
        private final List<ArrayDeque<Request>> lines = new ArrayList<>();

        /** Adapters whose first request waits for registers, in the order in which it began to. */
        private final ArrayDeque<Integer> poolLine = new ArrayDeque<>();

        private final List<Grant> grants = new ArrayList<>();
        private final long firstBase;
        private final long firstAddress;
        private int names;

        RandomRequests(long seed) {
            random = new SplittableRandom(seed);
            message = "seed " + seed;
            for (int i = 0; i < 4; i++) {
                masters.add(new Master(rig, Master.pci(i % 2 == 0, 32, 0x10000)));
                lines.add(new ArrayDeque<>());
            }
            Master any = masters.get(0).take(1);
            firstBase = any.base;
            any.freeRegisters();
            ScatterGatherList list = any.getList(mdl, mdl.startVa(), 1, true);
            firstAddress = list.elements(0).logicalAddress();
            any.putList(list, true);
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                if (random.nextInt(5) < 3) {
                    ask(random.nextInt(masters.size()));
                } else if (!grants.isEmpty()) {
                    free(grants.remove(random.nextInt(grants.size())));
                }
                registersAreApartAndTooFewForTheFirst();
            }
            while (!grants.isEmpty()) {
                free(grants.remove(0));
            }
            for (ArrayDeque<Request> line : lines) {
                assertTrue(line.isEmpty(), message + ", still waiting: " + line);
            }
            for (Master master : masters) {
                rig.atDispatch(() -> master.operations.putDmaAdapter(master.adapter));
            }
        }

        private void ask(int line) {
            boolean list = random.nextBoolean();
            DeviceObject device = Rig.device("device " + names++);
            int count = 1 + random.nextInt(8);
            Request request = new Request(masters.get(line), device, count, list);
            lines.get(line).add(request);
            if (lines.get(line).size() == 1) {
                poolLine.add(line);
            }
            rig.atDispatch(() -> assertEquals(NtStatus.STATUS_SUCCESS, submit(line, request)));
        }

        private NtStatus submit(int line, Request request) {
            Master master = request.master;
            if (request.list) {
                return master.operations.getScatterGatherList(
                        master.adapter,
                        request.device,
                        mdl,
                        mdl.startVa(),
                        request.count << 12,
                        (object, irp, list, context) ->
                                granted(line, object, new Grant(request, 0, list)),
                        null,
                        true);
            }
            return master.operations.allocateAdapterChannel(
                    master.adapter,
                    request.device,
                    request.count,
                    (object, irp, base, context) -> {
                        granted(line, object, new Grant(request, base, null));
                        return IoAllocationAction.DeallocateObjectKeepRegisters;
                    },
                    null);
        }

        private void granted(int line, DeviceObject device, Grant grant) {
            assertEquals(line, poolLine.remove(), message + ", overtaken");
            Request request = lines.get(line).remove();
            assertEquals(request.device, device, message + ", out of turn");
            grants.add(grant);
            if (!lines.get(line).isEmpty()) {
                poolLine.add(line);
            }
        }

        private void free(Grant grant) {
            Master master = grant.request.master;
            if (grant.request.list) {
                master.putList(requireNonNull(grant.list), true);
            } else {
                master.base = grant.base;
                master.count = grant.request.count;
                master.freeRegisters();
            }
        }

        /** The first register of a grant, by its number in the pool. */
        private int index(Grant grant) {
            return grant.request.list
                    ? (int) (requireNonNull(grant.list).elements(0).logicalAddress() - firstAddress)
                            >> 12
                    : (int) (grant.base - firstBase) / 16;
        }

        /** No register has two holders, and who waits first finds too few side by side. */
        private void registersAreApartAndTooFewForTheFirst() {
            boolean[] held = new boolean[POOL];
            for (Grant grant : grants) {
                for (int i = 0; i < grant.request.count; i++) {
                    int register = index(grant) + i;
                    assertFalse(held[register], () -> message + ", held twice: " + register);
                    held[register] = true;
                }
            }
            if (!poolLine.isEmpty()) {
                int wanted = lines.get(poolLine.element()).element().count;
                int free = 0;
                for (boolean taken : held) {
                    free = taken ? 0 : free + 1;
                    assertTrue(free < wanted, message + ", waits for what is there: " + wanted);
                }
            }
        }
    }
}
