package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With guards a driver sees just what it sees without: the same lengths, the same bytes, the same
 * statistics; and its device stays within its reach and windows.
 */
class GuardedTransfersTest {
    private static final int SEEDS = 8;
    private static final int REQUESTS = 4;
    private static final int MAXIMUM_LENGTH = 0x8000;

    private static void isTheSameWithGuards(
            BiFunction<GuardedSession, String, List<String>> driver) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            String message = "seed " + seed;
            assertEquals(
                    driver.apply(new GuardedSession(seed, false), message),
                    driver.apply(new GuardedSession(seed, true), message),
                    message);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7})
    void theOperationsOfASlave(int channel) {
        isTheSameWithGuards((session, message) -> slave(session, channel, message));
    }

    private static List<String> slave(GuardedSession session, int channel, String message) {
        int unit = channel < 4 ? 1 : 2;
        List<Mdl> buffers = session.buffers(REQUESTS, 8, unit);
        Rig.Slave slave = session.rig.slave(Rig.on(channel).maximumLength(MAXIMUM_LENGTH));
        for (Mdl mdl : buffers) {
            int registers = 1 + session.random.nextInt(slave.registers);
            boolean write = session.random.nextBoolean();
            slave.take(registers);
            long end = session.rig.mm.getMdlVirtualAddress(mdl) + mdl.byteCount();
            for (long va = end - mdl.byteCount(); va < end; ) {
                long room = Pages.address(registers) - Pages.byteOffset(va);
                int part = session.random.nextInt((int) Math.min(end - va, room)) + unit & -unit;
                session.sees("mapped", slave.map(mdl, va, part, write));
                byte[] data = session.buffers.bytes(write ? part : moved(session, part, unit));
                assertEquals(data.length, session.pc.device(channel, data), message);
                session.seesBytes(data);
                session.sees("left", slave.operations.readDmaCounter(slave.adapter));
                session.sees("flushed", slave.flush(mdl, va, part, write));
                va += part;
            }
            slave.free();
            session.seesContents(mdl);
        }
        return session.end(slave.adapter);
    }

    /** Some devices end early. */
    private static int moved(GuardedSession session, int part, int unit) {
        return session.random.nextInt(4) == 0 ? session.random.nextInt(part) & -unit : part;
    }

    @ParameterizedTest
    @CsvSource({"true, 24", "true, 32", "true, 64", "false, 24", "false, 32", "false, 64"})
    void theOperationsAndListsOfABusMaster(boolean scatterGather, int bits) {
        isTheSameWithGuards((session, message) -> master(session, scatterGather, bits, message));
    }

    private static List<String> master(
            GuardedSession session, boolean scatterGather, int bits, String message) {
        List<Mdl> buffers = session.buffers(REQUESTS, 8, 1);
        Master master =
                new Master(
                        session.rig,
                        bits == 24
                                ? Master.isa(scatterGather, MAXIMUM_LENGTH)
                                : Master.pci(scatterGather, bits, MAXIMUM_LENGTH));
        for (Mdl mdl : buffers) {
            boolean write = session.random.nextBoolean();
            long va = session.rig.mm.getMdlVirtualAddress(mdl);
            boolean listed =
                    Pages.addressAndSizeToSpanPages(va, mdl.byteCount()) <= master.registers;
            if (listed && session.random.nextBoolean()) {
                ScatterGatherList list = master.getList(mdl, va, mdl.byteCount(), write);
                moves(session, master, Master.runs(list), write, message);
                master.putList(list, write);
            } else {
                operations(session, master, scatterGather, mdl, write, message);
            }
            session.seesContents(mdl);
        }
        return session.end(master.adapter);
    }

    private static void operations(
            GuardedSession session,
            Master master,
            boolean scatterGather,
            Mdl mdl,
            boolean write,
            String message) {
        master.take(1 + session.random.nextInt(master.registers));
        long end = session.rig.mm.getMdlVirtualAddress(mdl) + mdl.byteCount();
        for (long va = end - mdl.byteCount(); va < end; ) {
            long part = 1 + session.random.nextLong(Math.min(end - va, master.capacity(va)));
            List<Master.Run> runs = new ArrayList<>();
            List<Runnable> flushes = new ArrayList<>();
            for (long done = 0; done < part; ) {
                long piece = scatterGather ? 1 + session.random.nextLong(part - done) : part;
                Master.Run run = master.map(mdl, va + done, piece, write);
                long at = va + done;
                flushes.add(() -> master.flush(mdl, at, run.length(), write));
                runs.add(run);
                done += run.length();
            }
            moves(session, master, runs, write, message);
            if (session.random.nextBoolean()) {
                master.flush(mdl, va, part, write);
            } else {
                Collections.shuffle(flushes, new Random(session.random.nextLong()));
                flushes.forEach(Runnable::run);
            }
            va += part;
        }
        master.freeRegisters();
    }

    private static void moves(
            GuardedSession session,
            Master master,
            List<Master.Run> runs,
            boolean write,
            String message) {
        long length = runs.stream().mapToLong(Master.Run::length).sum();
        AddressReach reach = ((AdapterObject) master.adapter).kind().reach();
        RandomBuffers.requireReachable(runs, reach, length, message);
        session.sees("runs", runs.stream().map(Master.Run::length).toList());
        if (write) {
            session.seesBytes(master.read(runs));
        } else {
            master.write(runs, session.buffers.bytes((int) length));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 24", "true, 32", "true, 33", "true, 64", "false, 32", "false, 64"})
    void theChainsOfVersion3OfABusMaster(boolean scatterGather, int bits) {
        isTheSameWithGuards(
                (session, message) ->
                        chains(
                                session,
                                DriverV3.pci(scatterGather, bits, MAXIMUM_LENGTH),
                                -1,
                                message));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void theChainsOfVersion3OfASlave(int channel) {
        isTheSameWithGuards(
                (session, message) ->
                        chains(
                                session,
                                DriverV3.slave(channel).maximumLength(MAXIMUM_LENGTH),
                                channel,
                                message));
    }

    private static List<String> chains(
            GuardedSession session,
            DeviceDescription.Builder description,
            int channel,
            String message) {
        int unit = channel < 4 ? 1 : 2;
        List<Mdl> chain = session.buffers(REQUESTS, 4, unit);
        for (int i = 1; i < REQUESTS; i++) {
            chain.get(i - 1).setNext(chain.get(i));
        }
        int bytes = chain.stream().mapToInt(Mdl::byteCount).sum();
        DriverV3 driver = new DriverV3(session.rig, description);
        driver.take(1 + session.random.nextInt(driver.registers));
        boolean write = session.random.nextBoolean();
        for (int done = 0; done < bytes; ) {
            Pulong length = session.rig.mm.newUlong(bytes - done);
            int room = 16 + 24 * (1 + session.random.nextInt(4));
            session.sees(
                    "status", driver.map(chain.get(0), done, length, write, driver.list, room));
            session.sees("mapped", length.get());
            session.sees("runs", driver.runs().stream().map(Master.Run::length).toList());
            byte[] data = session.buffers.bytes(length.get());
            move(session, driver.runs(), channel, data, write);
            session.seesBytes(data);
            assertEquals(
                    NtStatus.STATUS_SUCCESS,
                    driver.flush(chain.get(0), done, length.get(), write),
                    message);
            done += length.get();
        }
        driver.freeChannel();
        session.seesContents(chain.get(0));
        return session.end(driver.adapter);
    }

    private static void move(
            GuardedSession session,
            List<Master.Run> runs,
            int channel,
            byte[] data,
            boolean write) {
        if (channel >= 0) {
            session.sees("moved", session.pc.device(channel, data));
            return;
        }
        int at = 0;
        for (Master.Run run : runs) {
            int length = (int) run.length();
            if (write) {
                session.pc.read(run.address(), data, at, length);
            } else {
                session.pc.write(
                        run.address(), Arrays.copyOfRange(data, at, at + length), 0, length);
            }
            at += length;
        }
    }
}
