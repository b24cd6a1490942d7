package dev.dreq.hal.dma;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Slaves and bus masters of all kinds, requests of all versions, cancellations, and too few map
 * registers for them: nobody is lost, nobody overtakes, no register has two holders, and everything
 * comes back.
 */
class MixedQueueTest {
    private static final int POOL = 12;
    private static final int MOST = 5;
    private static final long ADDRESS = 0x40000;
    private static final long HANDLE = 0x9000;

    private enum Kind {
        ALLOCATE,
        LIST,
        ALLOCATE_EX,
        LIST_EX
    }

    /** What somebody asked for and has not got. */
    private record Request(
            int number,
            DriverV3 driver,
            Kind kind,
            int count,
            @Nullable DmaTransferContext context) {}

    /** What somebody holds; the first register's number, and the list if it is one. */
    private record Grant(Request request, int first, @Nullable ScatterGatherList list) {}

    private final Rig rig = new Rig(Pc.upTo(0x400_0000), KernelOptions.defaults(), ADDRESS, POOL);
    private final Mdl mdl = rig.buffer(0, 0x5000, 0x2000L, 0x2002L, 0x2004L, 0x2006L, 0x2008L);
    private final List<DriverV3> drivers = new ArrayList<>();

    /** The line that each driver stands in; two slaves share one. */
    private static final int[] LINE_OF = {0, 0, 1, 2, 3, 4};

    /** Who waits, in each line; the first for registers, unless somebody holds the channel. */
    private final List<ArrayDeque<Request>> lines = new ArrayList<>();

    private final @Nullable Grant[] channels = new Grant[5];
    private final List<Grant> kept = new ArrayList<>();

    /** Lines whose first waits for registers, in the order in which it began to. */
    private final ArrayDeque<Integer> poolLine = new ArrayDeque<>();

    private SplittableRandom random = new SplittableRandom(0);
    private String message = "";
    private int number;

    MixedQueueTest() {
        int[] slaveChannels = {1, 1, 5};
        for (int channel : slaveChannels) {
            drivers.add(new DriverV3(rig, DriverV3.slave(channel).maximumLength(0x4000)));
        }
        drivers.add(new DriverV3(rig, DriverV3.pci(false, 24, 0x4000)));
        drivers.add(new DriverV3(rig, DriverV3.pci(true, 24, 0x4000)));
        drivers.add(new DriverV3(rig, DriverV3.pci(true, 24, 0x4000)));
        for (int i = 0; i < channels.length; i++) {
            lines.add(new ArrayDeque<>());
        }
    }

    private int line(DriverV3 driver) {
        return LINE_OF[drivers.indexOf(driver)];
    }

    private boolean isSlave(DriverV3 driver) {
        return line(driver) < 2;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyIsLostAndEverybodyIsServedInOrder(long seed) {
        random = new SplittableRandom(seed);
        message = "seed " + seed;
        for (int step = 0; step < 1500; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> ask(drivers.get(random.nextInt(drivers.size())));
                case 3 -> askNow(drivers.get(random.nextInt(drivers.size())));
                case 4 -> cancel();
                default -> free();
            }
            registersAreApartAndTooFewForTheFirst();
        }
        while (holders() != 0) {
            free();
            registersAreApartAndTooFewForTheFirst();
        }
        for (ArrayDeque<Request> line : lines) {
            assertTrue(line.isEmpty(), message + ", still waiting: " + line);
        }
        int[] shares = {MOST, MOST, POOL - 2 * MOST};
        for (int i = 0; i < shares.length; i++) {
            drivers.get(1 + i).take(shares[i]);
        }
        for (int i = 0; i < shares.length; i++) {
            drivers.get(1 + i).freeChannel();
        }
        rig.atDispatch(() -> drivers.forEach(d -> d.operations.putDmaAdapter(d.adapter)));
    }

    private int holders() {
        int holders = kept.size();
        for (Grant grant : channels) {
            holders += grant == null ? 0 : 1;
        }
        return holders;
    }

    // Asking

    private void ask(DriverV3 driver) {
        Kind kind = Kind.values()[random.nextInt(4)];
        if (kind == Kind.LIST_EX && isSlave(driver)) {
            kind = Kind.ALLOCATE_EX;
        }
        boolean list = kind == Kind.LIST || kind == Kind.LIST_EX;
        int count = list ? 1 + random.nextInt(MOST) : random.nextInt(MOST + 1);
        boolean ex = kind == Kind.ALLOCATE_EX || kind == Kind.LIST_EX;
        Request request =
                new Request(
                        number++,
                        driver,
                        kind,
                        count,
                        ex ? driver.ready(rig.dma.newTransferContext()) : null);
        int line = line(driver);
        lines.get(line).add(request);
        if (lines.get(line).size() == 1) {
            firstInLine(line);
        }
        assertEquals(NtStatus.STATUS_SUCCESS, driver.atDispatch(() -> submit(request)), message);
    }

    /** Whoever is first in a free line waits for registers, if it needs any. */
    private void firstInLine(int line) {
        Request first = lines.get(line).peek();
        if (first != null && channels[line] == null && first.count != 0) {
            poolLine.add(line);
        }
    }

    private NtStatus submit(Request request) {
        DriverV3 driver = request.driver;
        DmaOperations table = driver.operations;
        int bytes = request.count << 12;
        return switch (request.kind) {
            case ALLOCATE ->
                    table.allocateAdapterChannel(
                            driver.adapter,
                            Rig.device("one more"),
                            request.count,
                            (device, irp, base, context) -> allocated(request, base),
                            null);
            case ALLOCATE_EX ->
                    table.allocateAdapterChannelEx(
                            driver.adapter,
                            driver.device,
                            request.context,
                            request.count,
                            0,
                            (device, irp, base, context) -> allocated(request, base),
                            null,
                            null);
            case LIST ->
                    table.getScatterGatherList(
                            driver.adapter,
                            driver.device,
                            mdl,
                            mdl.startVa(),
                            bytes,
                            (device, irp, list, context) -> listed(request, list),
                            null,
                            true);
            case LIST_EX ->
                    table.getScatterGatherListEx(
                            driver.adapter,
                            driver.device,
                            request.context,
                            mdl,
                            0,
                            bytes,
                            0,
                            (device, irp, list, context) -> listed(request, list),
                            null,
                            true,
                            null,
                            null,
                            null);
        };
    }

    /** Its turn has come: it was the first in its line, and in the one for registers. */
    private void inTurn(Request request) {
        int line = line(request.driver);
        assertEquals(null, channels[line], message + ", somebody else holds the channel");
        assertEquals(request, lines.get(line).remove(), message + ", out of turn");
        if (request.count != 0) {
            assertEquals(line, poolLine.remove(), message + ", overtaken");
        }
    }

    private IoAllocationAction allocated(Request request, long base) {
        inTurn(request);
        int line = line(request.driver);
        Grant grant = new Grant(request, register(request, base), null);
        int action = isSlave(request.driver) ? 1 : 1 + random.nextInt(3);
        if (action == 1) {
            channels[line] = grant;
            return IoAllocationAction.KeepObject;
        }
        held().take(grant.first, request.count);
        firstInLine(line);
        if (action == 2) {
            return IoAllocationAction.DeallocateObject;
        }
        if (request.count != 0) {
            kept.add(grant);
        }
        return IoAllocationAction.DeallocateObjectKeepRegisters;
    }

    private int register(Request request, long base) {
        assertEquals(request.count == 0, base == 0, message);
        return (int) (base - HANDLE) / 16;
    }

    private void listed(Request request, ScatterGatherList list) {
        inTurn(request);
        int line = line(request.driver);
        int first = (int) (list.elements(0).logicalAddress() - ADDRESS) >> 12;
        Grant grant = new Grant(request, first, list);
        if (isSlave(request.driver)) {
            channels[line] = grant;
        } else {
            kept.add(grant);
            firstInLine(line);
        }
    }

    private void askNow(DriverV3 driver) {
        int line = line(driver);
        int count = random.nextInt(MOST + 1);
        DmaTransferContext context = driver.ready(rig.dma.newTransferContext());
        boolean possible =
                channels[line] == null
                        && lines.get(line).isEmpty()
                        && (count == 0 || (poolLine.isEmpty() && count <= held().longestFree()));
        NtStatus status =
                driver.atDispatch(
                        () ->
                                driver.operations.allocateAdapterChannelEx(
                                        driver.adapter,
                                        driver.device,
                                        context,
                                        count,
                                        DriverV3.SYNC,
                                        null,
                                        null,
                                        driver.base));
        assertEquals(
                possible ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                status,
                message);
        if (possible) {
            Request request = new Request(number++, driver, Kind.ALLOCATE_EX, count, context);
            channels[line] = new Grant(request, register(request, driver.base.get()), null);
        }
    }

    /** Takes back any request that waits; one that was granted cannot be. */
    private void cancel() {
        for (Grant grant : channels) {
            if (grant != null && grant.request.context != null) {
                assertFalse(cancel(grant.request), message);
            }
        }
        ArrayDeque<Request> line = lines.get(random.nextInt(lines.size()));
        List<Request> waiting = line.stream().filter(r -> r.context != null).toList();
        if (waiting.isEmpty()) {
            return;
        }
        Request request = waiting.get(random.nextInt(waiting.size()));
        boolean first = request.equals(line.peek());
        int index = line(request.driver);
        line.remove(request);
        if (first && channels[index] == null) {
            poolLine.remove(index);
            firstInLine(index);
        }
        assertTrue(cancel(request), message);
    }

    private boolean cancel(Request request) {
        return request.driver.operations.cancelAdapterChannel(
                request.driver.adapter, request.driver.device, request.context);
    }

    // Giving back

    private void free() {
        int choice = random.nextInt(channels.length + 1);
        if (choice == channels.length) {
            if (!kept.isEmpty()) {
                freeRegisters(kept.remove(random.nextInt(kept.size())));
            }
            return;
        }
        Grant grant = channels[choice];
        if (grant != null) {
            freeChannel(choice, grant);
        }
    }

    private void freeRegisters(Grant grant) {
        DriverV3 driver = grant.request.driver;
        rig.atDispatch(
                () -> {
                    if (grant.list != null) {
                        driver.operations.putScatterGatherList(driver.adapter, grant.list, true);
                    } else {
                        driver.operations.freeMapRegisters(
                                driver.adapter, HANDLE + 16L * grant.first, grant.request.count);
                    }
                });
    }

    private void freeChannel(int line, Grant grant) {
        DriverV3 driver = grant.request.driver;
        channels[line] = null;
        boolean keeps = !isSlave(driver) && random.nextBoolean();
        if (keeps && grant.request.count != 0) {
            kept.add(grant);
        }
        firstInLine(line);
        if (grant.list != null) {
            rig.atDispatch(
                    () ->
                            driver.operations.putScatterGatherList(
                                    driver.adapter, requireNonNull(grant.list), true));
        } else if (keeps) {
            driver.operations.freeAdapterObject(
                    driver.adapter, IoAllocationAction.DeallocateObjectKeepRegisters);
        } else if (random.nextBoolean()) {
            driver.operations.freeAdapterObject(
                    driver.adapter, IoAllocationAction.DeallocateObject);
        } else {
            driver.freeChannel();
        }
    }

    // What must hold

    private HeldRegisters held() {
        HeldRegisters held = new HeldRegisters(POOL, message);
        kept.forEach(grant -> held.take(grant.first, grant.request.count));
        for (Grant grant : channels) {
            if (grant != null) {
                held.take(grant.first, grant.request.count);
            }
        }
        return held;
    }

    private void registersAreApartAndTooFewForTheFirst() {
        int free = held().longestFree();
        if (!poolLine.isEmpty()) {
            int wanted = requireNonNull(lines.get(poolLine.element()).peek()).count;
            assertTrue(free < wanted, message + ", waits for what is there: " + wanted);
        }
        for (int line = 0; line < channels.length; line++) {
            Request first = lines.get(line).peek();
            assertTrue(
                    first == null || channels[line] != null || poolLine.contains(line),
                    message + ", waits for nothing: " + first);
        }
    }
}
