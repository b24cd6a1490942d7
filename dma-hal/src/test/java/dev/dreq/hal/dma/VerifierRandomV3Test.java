package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.VerifierMode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers of version 3 that keep the rules break none, whatever they do. */
class VerifierRandomV3Test {
    private static final int REQUESTS = 60;
    private static final int CHANNEL = 3;
    private static final NtStatus SUCCESS = NtStatus.STATUS_SUCCESS;

    /** The drivers of one desk; two share the slave's channel. */
    private static final class Drivers {
        final VerifierDesk desk;
        final DriverV3 slave;
        final DriverV3 other;
        final DriverV3 master;

        Drivers(VerifierDesk desk) {
            this.desk = desk;
            this.slave = ChainFaults.slave(desk);
            this.other = ChainFaults.slave(desk);
            this.master = ChainFaults.master(desk);
        }

        List<DriverV3> all() {
            return List.of(slave, other, master);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void correctDriversAreLeftAlone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        VerifierDesk desk = new VerifierDesk(VerifierMode.STOP, seed % 2 == 0);
        try {
            Drivers drivers = new Drivers(desk);
            for (int i = 0; i < REQUESTS; i++) {
                request(drivers, random);
            }
            for (DriverV3 driver : drivers.all()) {
                driver.operations.putDmaAdapter(driver.adapter);
            }
        } catch (BugCheck stop) {
            fail("seed " + seed, stop);
        }
        assertEquals(List.of(), desk.kernel.verifier().violations(), "seed " + seed);
    }

    private static void request(Drivers drivers, SplittableRandom random) {
        VerifierDesk desk = drivers.desk;
        Mdl chain = null;
        int length = 0;
        for (int mdls = 1 + random.nextInt(2); mdls > 0; mdls--) {
            int bytes = 16 + 16 * random.nextInt(0x100);
            Mdl mdl = desk.rig.scattered(16 * random.nextInt(0x100), bytes, 0x10_0000);
            desk.kernel.mm().fill(mdl.startVa() + mdl.byteOffset(), bytes, mdls);
            mdl.setNext(chain);
            chain = mdl;
            length += bytes;
        }
        int offset = 16 * random.nextInt(length / 16);
        boolean write = random.nextBoolean();
        switch (random.nextInt(4)) {
            case 0 -> byList(drivers.master, chain, offset, length - offset, write, random);
            case 1 -> cancelWaiting(drivers, random);
            case 2 -> byTransfers(desk, drivers.slave, chain, offset, length, write, random);
            default -> byTransfers(desk, drivers.master, chain, offset, length, write, random);
        }
        for (Mdl mdl = chain; mdl != null; mdl = mdl.next()) {
            long va = mdl.startVa() + mdl.byteOffset();
            desk.kernel.mm().read(va, new byte[mdl.byteCount()], 0, mdl.byteCount());
        }
    }

    private static void byTransfers(
            VerifierDesk desk,
            DriverV3 driver,
            Mdl chain,
            int offset,
            int end,
            boolean write,
            SplittableRandom random) {
        int registers = 1 + random.nextInt(driver.registers);
        boolean synchronous = random.nextBoolean();
        if (synchronous) {
            driver.take(registers);
        } else {
            takeByRoutine(driver, registers);
        }
        boolean slave = isSlave(driver);
        for (int done = offset; done < end; ) {
            Pulong length = desk.rig.mm.newUlong(end - done);
            assertEquals(SUCCESS, driver.map(chain, done, length, write));
            boolean cancels = slave && random.nextInt(4) == 0;
            if (slave) {
                desk.pc.device(CHANNEL, new byte[cancels ? 1 : length.get()]);
            }
            if (cancels) {
                driver.operations.cancelMappedTransfer(driver.adapter, driver.context);
            }
            assertEquals(SUCCESS, driver.flush(chain, done, length.get(), write));
            done = cancels ? end : done + length.get();
        }
        if (slave || random.nextBoolean()) {
            driver.freeChannel();
            return;
        }
        driver.operations.freeAdapterObject(
                driver.adapter, IoAllocationAction.DeallocateObjectKeepRegisters);
        desk.atDispatch(
                () ->
                        driver.operations.freeMapRegisters(
                                driver.adapter, driver.base.get(), registers));
    }

    private static boolean isSlave(DriverV3 driver) {
        return ((AdapterObject) driver.adapter).kind().systemChannel() != null;
    }

    private static void takeByRoutine(DriverV3 driver, int registers) {
        driver.ready();
        NtStatus status =
                driver.atDispatch(
                        () ->
                                driver.operations.allocateAdapterChannelEx(
                                        driver.adapter,
                                        driver.device,
                                        driver.context,
                                        registers,
                                        0,
                                        (device, irp, base, context) -> {
                                            driver.base.set(base);
                                            return IoAllocationAction.KeepObject;
                                        },
                                        null,
                                        null));
        assertEquals(SUCCESS, status);
    }

    /** Two requests of one device object wait for somebody else's channel; one is taken back. */
    private static void cancelWaiting(Drivers drivers, SplittableRandom random) {
        drivers.other.take(1);
        DriverV3 driver = drivers.slave;
        DmaTransferContext second = driver.rig.dma.newTransferContext();
        takeByRoutine(driver, 1);
        driver.ready(second);
        driver.atDispatch(
                () ->
                        driver.operations.allocateAdapterChannelEx(
                                driver.adapter,
                                driver.device,
                                second,
                                driver.registers,
                                0,
                                (device, irp, base, context) -> IoAllocationAction.KeepObject,
                                null,
                                null));
        DmaTransferContext cancelled = random.nextBoolean() ? second : driver.context;
        assertTrue(
                driver.operations.cancelAdapterChannel(driver.adapter, driver.device, cancelled));
        drivers.other.freeChannel();
        driver.freeChannel();
    }

    private static void byList(
            DriverV3 driver,
            Mdl chain,
            int offset,
            int length,
            boolean write,
            SplittableRandom random) {
        PscatterGatherList pointer = driver.rig.dma.newScatterGatherListPointer();
        ScatterGatherBuffer memory = driver.rig.dma.newScatterGatherBuffer(0x1000);
        boolean builds = random.nextBoolean();
        boolean synchronous = random.nextBoolean();
        int flags = synchronous ? DriverV3.SYNC : 0;
        DriverListControl routine =
                synchronous ? null : (device, irp, list, context) -> pointer.set(list);
        driver.ready();
        NtStatus status =
                driver.atDispatch(
                        () ->
                                builds
                                        ? driver.operations.buildScatterGatherListEx(
                                                driver.adapter,
                                                driver.device,
                                                driver.context,
                                                chain,
                                                offset,
                                                length,
                                                flags,
                                                routine,
                                                null,
                                                write,
                                                memory,
                                                0x1000,
                                                null,
                                                null,
                                                pointer)
                                        : driver.operations.getScatterGatherListEx(
                                                driver.adapter,
                                                driver.device,
                                                driver.context,
                                                chain,
                                                offset,
                                                length,
                                                flags,
                                                routine,
                                                null,
                                                write,
                                                null,
                                                null,
                                                pointer));
        ScatterGatherList list = pointer.get();
        if (status != SUCCESS || list == null) {
            throw new AssertionError(status);
        }
        assertEquals(length, Master.runs(list).stream().mapToLong(Master.Run::length).sum());
        if (synchronous) {
            driver.operations.freeAdapterObject(
                    driver.adapter, IoAllocationAction.DeallocateObjectKeepRegisters);
        }
        driver.rig.atDispatch(
                () -> driver.operations.putScatterGatherList(driver.adapter, list, write));
    }
}
