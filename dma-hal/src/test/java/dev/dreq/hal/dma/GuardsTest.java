package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MemoryCachingType;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.Violation;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device writes beside the memory that it is shown, or later than it may. */
class GuardsTest {
    private static final int LENGTH = 0x3000;

    private final VerifierDesk desk = new VerifierDesk(VerifierMode.REPORT, true);
    private final byte[] before = Master.contents(desk.rig, desk.mdl);

    private List<Violation> violations() {
        return desk.kernel.verifier().violations();
    }

    private Violation only() {
        assertEquals(1, violations().size(), violations()::toString);
        Violation violation = violations().get(0);
        assertEquals(Rule.BUFFER_OVERRUN, violation.rule(), violation.message());
        return violation;
    }

    private static void is(Violation violation, long p2, long p3, long p4, String call) {
        assertEquals(
                List.of(p2, p3, p4),
                List.of(violation.p2(), violation.p3(), violation.p4()),
                violation::message);
        assertTrue(violation.call().startsWith(call + "("), violation.call());
    }

    private long firstPhysical() {
        return MdlRuns.physical(desk.mdl, desk.va);
    }

    @Test
    void theDeviceIsShownOtherPagesAtTheSameOffset() {
        Master.Run run = desk.mapMaster(true);
        assertNotEquals(firstPhysical(), run.address());
        assertEquals(firstPhysical() & 0xFFF, run.address() & 0xFFF);
        assertArrayEquals(
                Arrays.copyOf(before, (int) run.length()), desk.master.read(List.of(run)));
        desk.master.flush(desk.mdl, desk.va, LENGTH, true);
        desk.master.freeRegisters();
        assertEquals(0, desk.master.statistics().bouncedBytes(), "the kernel bounced nothing");
        assertEquals(List.of(), violations());
    }

    @Test
    void whatTheDeviceWritesArrivesAtTheFlushAndNotBefore() {
        Master.Run run = desk.mapMaster(false);
        byte[] data = new byte[(int) run.length()];
        Arrays.fill(data, (byte) 0x77);
        desk.master.write(List.of(run), data);
        assertArrayEquals(before, Master.contents(desk.rig, desk.mdl));
        desk.master.flush(desk.mdl, desk.va, LENGTH, false);
        byte[] after = Master.contents(desk.rig, desk.mdl);
        assertArrayEquals(data, Arrays.copyOf(after, data.length));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aByteBesideWhatIsMappedIsAlwaysFound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 40; i++) {
            String message = "seed " + seed + ", operation " + i;
            boolean write = random.nextBoolean();
            boolean behind = random.nextBoolean();
            int skip = 16 * random.nextInt(LENGTH / 16);
            int length = 16 * (1 + random.nextInt((LENGTH - skip) / 16));
            desk.flushed(desk.mdl);
            Master.Run run = desk.master.take(4).map(desk.mdl, desk.va + skip, length, write);
            long start = run.address();
            long end = start + run.length();
            long stray = behind ? end + random.nextInt(0x1000) : start - 1 - random.nextInt(0x1000);
            desk.pc.store8(stray, 0x0F ^ (1 + random.nextInt(0xFF)));
            int known = violations().size();
            desk.master.flush(desk.mdl, desk.va + skip, run.length(), write);
            desk.master.freeRegisters();
            assertEquals(known + 1, violations().size(), message);
            is(violations().get(known), behind ? 5 : 4, start, stray, "FlushAdapterBuffers");
            assertArrayEquals(before, Master.contents(desk.rig, desk.mdl), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 4", "-100, 4", "-1100, 4", "3000, 5", "3eff, 5"})
    void aSlaveIsWatchedToo(String offset, int form) {
        desk.mapSlave(false);
        long start = desk.pc.programmed(1);
        long stray = start + Long.parseLong(offset, 16);
        desk.pc.store8(stray, 0x55);
        desk.slave.flush(desk.mdl, desk.va, LENGTH, false);
        is(only(), form, start, stray, "FlushAdapterBuffers");
    }

    @Test
    void whatIsWrittenBehindTheFlushIsFoundWhenTheRegistersAreUsedAgain() {
        long late = desk.mapMaster(false).address();
        desk.master.flush(desk.mdl, desk.va, LENGTH, false);
        desk.pc.store8(late, 0x55);
        desk.master.mapAll(desk.mdl, desk.va, LENGTH, false);
        is(only(), 3, late, 0, "MapTransfer");
        assertArrayEquals(before, Master.contents(desk.rig, desk.mdl));
    }

    @Test
    void orWhenTheyAreFreed() {
        long late = desk.mapMaster(false).address();
        desk.master.flush(desk.mdl, desk.va, LENGTH, false);
        desk.pc.store8(late, 0x55);
        desk.master.freeRegisters();
        is(only(), 3, late, 0, "FreeMapRegisters");
    }

    @Test
    void orWhenTheyAreAllocatedAgain() {
        long late = desk.mapMaster(false).address();
        desk.master.flush(desk.mdl, desk.va, LENGTH, false);
        desk.master.freeRegisters();
        desk.pc.store8(late, 0x55);
        desk.master.take(4);
        is(only(), 3, late, 0, "AllocateAdapterChannel");
    }

    @Test
    void orWhenTheAdapterIsPut() {
        long late = desk.mapMaster(false).address();
        desk.master.flush(desk.mdl, desk.va, LENGTH, false);
        desk.master.freeRegisters();
        desk.pc.store8(late, 0x55);
        desk.master.operations.putDmaAdapter(desk.master.adapter);
        is(only(), 3, late, 0, "PutDmaAdapter");
    }

    @Test
    void aListIsGuardedElementByElement() {
        desk.flushed(desk.mdl);
        ScatterGatherList list = desk.master.getList(desk.mdl, desk.va, LENGTH, false);
        List<Long> strays = new ArrayList<>();
        for (Master.Run run : Master.runs(list)) {
            strays.add(run.address() - 1);
            desk.pc.store8(run.address() - 1, 0x55);
        }
        desk.master.putList(list, false);
        assertEquals(strays, violations().stream().map(Violation::p4).toList());
        assertTrue(violations().get(0).call().startsWith("PutScatterGatherList("));
    }

    @Test
    void writesBesideWhatIsMappedAreLeftToTheGuardsAndReadsAreNot() {
        Master.Run run = desk.mapMaster(false);
        desk.access(run.address() - 8, 16, DmaDirection.TO_MEMORY);
        assertEquals(List.of(), violations());
        desk.access(run.address() - 8, 16, DmaDirection.FROM_MEMORY);
        assertEquals(Rule.DEVICE_FAULT, violations().get(0).rule());
        desk.access(firstPhysical(), 16, DmaDirection.TO_MEMORY);
        assertEquals(Rule.DEVICE_FAULT, violations().get(1).rule(), "the buffer is not shown");
    }

    @Test
    void writesToWhatTheDeviceIsToReadAreNotLeftToTheGuards() {
        Master.Run run = desk.mapMaster(true);
        desk.access(run.address(), 16, DmaDirection.TO_MEMORY);
        assertEquals(Rule.DEVICE_FAULT, violations().get(0).rule());
    }

    @Test
    void theCallItselfIsJudgedBeforeTheGuards() {
        VerifierDesk stopping = new VerifierDesk(VerifierMode.STOP, true);
        Master.Run run = stopping.mapMaster(false);
        stopping.pc.store8(run.address() - 1, 0x55);
        VerifierStop stop =
                assertThrows(
                        VerifierStop.class,
                        () -> stopping.master.flush(stopping.mdl, stopping.va, LENGTH - 16, false));
        assertEquals(Rule.FLUSH_MISMATCH, stop.violation().rule());
        stop =
                assertThrows(
                        VerifierStop.class,
                        () -> stopping.master.flush(stopping.mdl, stopping.va, LENGTH, false));
        assertEquals(Rule.BUFFER_OVERRUN, stop.violation().rule());
        stopping.master.freeRegisters();
    }

    @Test
    void piecesOfAPageFollowOneAnotherBeforeTheDeviceToo() {
        desk.flushed(desk.mdl);
        Master.Run first = desk.master.take(1).map(desk.mdl, desk.va, 0x80, true);
        Master.Run next = desk.master.map(desk.mdl, desk.va + 0x80, 0x80, true);
        assertEquals(first.address() + 0x80, next.address());
        desk.master.flush(desk.mdl, desk.va, 0x100, true);
        desk.master.freeRegisters();
        assertEquals(List.of(), violations());
    }

    @Test
    void whatAListJoinsWithoutGuardsItJoinsWithThem() {
        Mdl chain = desk.rig.buffer(0, 0x1000, 0x2000L);
        chain.setNext(desk.rig.buffer(0, 0x800, 0x2001L));
        byte[] data = new byte[0x1800];
        new SplittableRandom(1).nextBytes(data);
        Master.fill(desk.rig, chain, data);
        DriverV3 driver = new DriverV3(desk.rig, DriverV3.pci(true, 32, 0x4000)).take(2);
        driver.map(chain, 0, desk.rig.mm.newUlong(0x1800), true);
        assertEquals(1, driver.runs().size());
        assertArrayEquals(data, desk.master.read(driver.runs()));
        driver.flush(chain, 0, 0x1800, true);
        driver.freeChannel();
        assertEquals(List.of(), violations());
    }

    @Test
    void aCommonBufferIsShownAsItLies() {
        PphysicalAddress logical = desk.rig.dma.newPhysicalAddress();
        long va =
                desk.slave.operations.allocateCommonBuffer(
                        desk.slave.adapter, 0x1000, logical, true);
        Mdl mdl = desk.rig.mm.createMdl(va, 0x1000);
        desk.rig.mm.buildMdlForNonPagedPool(mdl);
        desk.slave.take(1).map(mdl, va, 0x1000, false);
        assertEquals(logical.get(), desk.pc.programmed(1));
        desk.slave.flush(mdl, va, 0x1000, false);
        assertEquals(List.of(), violations());
    }

    @Test
    void whatThereIsNoMemoryForIsNotGuarded() {
        long page;
        do {
            page =
                    desk.rig.mm.allocateContiguousMemorySpecifyCache(
                            0x1000, 0, Long.MAX_VALUE, 0, MemoryCachingType.MmCached);
        } while (page != 0);
        assertEquals(firstPhysical(), desk.mapMaster(true).address());
        desk.master.flush(desk.mdl, desk.va, LENGTH, true);
        desk.master.freeRegisters();
        assertEquals(List.of(), violations());
    }

    @Test
    void theMemoryIsGivenBackWithTheAdapter() {
        long free = desk.rig.mm.freePageFrames();
        desk.mapMaster(true);
        desk.master.flush(desk.mdl, desk.va, LENGTH, true);
        desk.master.freeRegisters();
        assertEquals(free - 9, desk.rig.mm.freePageFrames(), "4 registers, and a guard for each");
        desk.master.operations.putDmaAdapter(desk.master.adapter);
        assertEquals(free, desk.rig.mm.freePageFrames());
    }

    @Test
    void whatIsCopiedToACachedBufferReachesMemoryBeforeTheCacheForgetsIt() {
        List<String> log = new ArrayList<>();
        desk.pc.cache = log;
        Master cached = desk.newMaster();
        desk.flushed(desk.mdl);
        cached.take(4).mapAll(desk.mdl, desk.va, LENGTH, false);
        log.clear();
        cached.flush(desk.mdl, desk.va, LENGTH, false);
        List<String> calls =
                log.stream().map(call -> call.substring(0, call.indexOf(' '))).distinct().toList();
        assertEquals(List.of("clean", "invalidate"), calls);
        assertTrue(log.get(0).startsWith("clean %X+".formatted(firstPhysical())), log::toString);
    }
}
