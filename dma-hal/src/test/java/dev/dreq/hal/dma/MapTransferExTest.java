package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MapTransferEx and FlushAdapterBuffersEx, row by row of their contract. */
class MapTransferExTest {
    private static final NtStatus SUCCESS = NtStatus.STATUS_SUCCESS;
    private static final NtStatus INVALID = NtStatus.STATUS_INVALID_PARAMETER;

    private final Pc pc = Pc.upTo(0x1_9000_0000L);
    private final Rig rig = new Rig(pc, KernelOptions.defaults(), 0x40000, 32);
    private final DriverV3 slave = new DriverV3(rig, DriverV3.slave(1).maximumLength(0x4000));
    private final DriverV3 words = new DriverV3(rig, DriverV3.slave(5).maximumLength(0x4000));
    private final DriverV3 gatherer = new DriverV3(rig, DriverV3.pci(true, 64, 0x10000));
    private final DriverV3 single = new DriverV3(rig, DriverV3.pci(false, 32, 0x10000));

    private Mdl chain(Mdl... mdls) {
        for (int i = 1; i < mdls.length; i++) {
            mdls[i - 1].setNext(mdls[i]);
        }
        return mdls[0];
    }

    private Pulong ulong(int value) {
        return rig.mm.newUlong(value);
    }

    private List<String> runs(DriverV3 driver) {
        return driver.runs().stream().map(Master.Run::toString).toList();
    }

    private void stops(Rule violation, Runnable call) {
        BugCheck stop = assertThrows(BugCheck.class, call::run);
        assertEquals(violation.code(), stop.parameter(1), stop.getMessage());
    }

    @Test
    void theOffsetCountsFromTheStartOfTheChainAndMaySkipMdls() {
        Mdl mdl =
                chain(
                        rig.buffer(0x800, 0x1000, 0x100000L, 0x100002L),
                        rig.buffer(0x10, 0x20, 0x100008L),
                        rig.buffer(0, 0x1000, 0x100006L));
        gatherer.take(4);
        Pulong length = ulong(0x30);
        assertEquals(SUCCESS, gatherer.map(mdl, 0x1018, length, true));
        assertEquals(0x30, length.get());
        assertEquals(List.of("100008028+8", "100006000+28"), runs(gatherer));
        assertEquals(SUCCESS, gatherer.flush(mdl, 0x1018, 0x30, true));
        assertEquals(SUCCESS, gatherer.map(mdl, 0x7FF, ulong(2), true));
        assertEquals(List.of("100000FFF+1", "100002000+1"), runs(gatherer));
        assertEquals(SUCCESS, gatherer.flush(mdl, 0x7FF, 2, true));
        assertEquals(SUCCESS, gatherer.map(mdl, 0x201F, ulong(1), true), "the last byte");
        assertEquals(SUCCESS, gatherer.flush(mdl, 0x201F, 1, true));
    }

    @ParameterizedTest
    @CsvSource({"0x2020, 1", "-1, 1", "0, 0x2021", "0x201F, 2", "0x7FFFFFFFFFFFFFFF, 1", "0, -1"})
    void bytesThatDoNotLieInTheChainAreRefused(long offset, int length) {
        Mdl mdl =
                chain(
                        rig.buffer(0x800, 0x1000, 0x100000L, 0x100002L),
                        rig.buffer(0x10, 0x20, 0x100008L),
                        rig.buffer(0, 0x1000, 0x100006L));
        gatherer.take(4);
        assertEquals(INVALID, gatherer.map(mdl, offset, ulong(length), true));
    }

    @Test
    void rangesThatFollowOneAnotherAreOneElementAlsoAcrossAnMdlEdge() {
        Mdl mdl =
                chain(
                        rig.buffer(0x800, 0x1800, 0x100000L, 0x100001L),
                        rig.buffer(0, 0x1000, 0x100002L),
                        rig.buffer(0, 0x1000, 0x100004L));
        gatherer.take(4);
        assertEquals(SUCCESS, gatherer.map(mdl, 0, ulong(0x3800), true));
        assertEquals(List.of("100000800+2800", "100004000+1000"), runs(gatherer));
    }

    @Test
    void noElementCrosses4GiB() {
        Mdl mdl = chain(rig.buffer(0, 0x1000, 0xFFFFFL), rig.buffer(0, 0x1000, 0x100000L));
        gatherer.take(2);
        assertEquals(SUCCESS, gatherer.map(mdl, 0, ulong(0x2000), true));
        assertEquals(List.of("FFFFF000+1000", "100000000+1000"), runs(gatherer));
    }

    @Test
    void aListWithTooLittleRoomIsAPartialMapping() {
        Mdl mdl =
                chain(
                        rig.buffer(0, 0x2000, 0x100000L, 0x100002L),
                        rig.buffer(0, 0x2000, 0x100003L, 0x100005L));
        gatherer.take(4);
        Pulong length = ulong(0x4000);
        assertEquals(SUCCESS, gatherer.map(mdl, 0, length, true, gatherer.list, 16 + 2 * 24));
        assertEquals(List.of("100000000+1000", "100002000+2000"), runs(gatherer));
        assertEquals(0x3000, length.get());
        assertEquals(SUCCESS, gatherer.flush(mdl, 0, 0x3000, true));
        length.set(0x1000);
        assertEquals(SUCCESS, gatherer.map(mdl, 0x3000, length, true, gatherer.list, 16 + 24));
        assertEquals(List.of("100005000+1000"), runs(gatherer));
        assertEquals(SUCCESS, gatherer.flush(mdl, 0x3000, 0x1000, true));
    }

    @Test
    void aListWithoutRoomForAnElementIsRefused() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x800L);
        for (DriverV3 driver : List.of(gatherer, single, slave)) {
            driver.take(1);
            assertEquals(INVALID, driver.map(mdl, 0, ulong(1), true, driver.list, 16 + 23));
            assertEquals(INVALID, driver.map(mdl, 0, ulong(1), true, driver.list, 0));
        }
    }

    @Test
    void onlyASlaveDoesWithoutAList() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x800L);
        assertEquals(INVALID, gatherer.take(1).map(mdl, 0, ulong(1), true, null, 0));
        assertEquals(INVALID, single.take(1).map(mdl, 0, ulong(1), true, null, 0));
        assertEquals(SUCCESS, slave.take(1).map(mdl, 0, ulong(1), true, null, 0));
    }

    @Test
    void tooFewRegistersAreAPartialMappingForEveryKind() {
        Mdl mdl =
                chain(
                        rig.buffer(0x200, 0x1000, 0x1000L, 0x1002L),
                        rig.buffer(0, 0x1000, 0x1004L),
                        rig.buffer(0, 0x1000, 0x1006L));
        for (DriverV3 driver : List.of(slave, words, single)) {
            driver.take(2);
            Pulong length = ulong(0x3000);
            assertEquals(SUCCESS, driver.map(mdl, 0, length, true));
            assertEquals(0x1E00, length.get(), "2 * 0x1000 - BYTE_OFFSET");
            assertEquals(1, driver.runs().size());
            assertEquals(SUCCESS, driver.flush(mdl, 0, 0x1E00, true));
            driver.freeChannel();
        }
        gatherer.take(2);
        Pulong length = ulong(0x3000);
        assertEquals(SUCCESS, gatherer.map(mdl, 0, length, true));
        assertEquals(0x1000, length.get(), "two pages of the first MDL");
    }

    @Test
    void withoutRegistersNothingCanBeMapped() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x800L);
        for (DriverV3 driver : List.of(slave, single, gatherer)) {
            driver.take(0);
            Pulong length = ulong(0x1000);
            assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, driver.map(mdl, 0, length, true));
            assertEquals(0x1000, length.get());
            driver.freeChannel();
        }
    }

    @Test
    void aSlaveBouncesAChainIntoOneRange() {
        byte[] data = new byte[0x1800];
        new SplittableRandom(1).nextBytes(data);
        Mdl mdl =
                chain(
                        rig.buffer(0xFFE, 0x1002, 0x100000L, 0x100001L),
                        rig.buffer(0x100, 0x7FE, 0x800L));
        Master.fill(rig, mdl, data);
        slave.take(3);
        assertEquals(SUCCESS, slave.map(mdl, 0, ulong(0x1800), true));
        assertEquals(List.of("40FFE+1800"), runs(slave));
        byte[] moved = new byte[0x1800];
        pc.device(1, moved);
        assertArrayEquals(data, moved);
        assertEquals(SUCCESS, slave.flush(mdl, 0, 0x1800, true));
        assertEquals(SUCCESS, slave.map(mdl, 0x1002, ulong(0x7FE), true));
        assertEquals(List.of("800100+7FE"), runs(slave), "direct");
        assertEquals(SUCCESS, slave.flush(mdl, 0x1002, 0x7FE, true));
    }

    @Test
    void whatOnlySlavesHaveIsRefusedForABusMaster() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x800L);
        DmaCompletionRoutine routine = (adapter, device, context, status) -> {};
        for (DriverV3 driver : List.of(gatherer, single, slave)) {
            driver.take(1);
            NtStatus offset =
                    driver.operations.mapTransferEx(
                            driver.adapter,
                            mdl,
                            driver.base.get(),
                            0,
                            4,
                            ulong(0x10),
                            true,
                            driver.list,
                            0x1000,
                            null,
                            null);
            assertEquals(driver == slave ? SUCCESS : INVALID, offset, "DeviceOffset");
            if (driver == slave) {
                driver.flush(mdl, 0, 0x10, true);
            }
            NtStatus completion =
                    driver.operations.mapTransferEx(
                            driver.adapter,
                            mdl,
                            driver.base.get(),
                            0,
                            0,
                            ulong(0x10),
                            true,
                            driver.list,
                            0x1000,
                            routine,
                            null);
            assertEquals(INVALID, completion, "no interrupt at terminal count");
        }
    }

    @Test
    void aBaseThatIsNotHeldIsRefused() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x800L);
        gatherer.take(1);
        long base = gatherer.base.get();
        gatherer.base.set(base + 16);
        assertEquals(INVALID, gatherer.map(mdl, 0, ulong(1), true));
        assertEquals(INVALID, gatherer.flush(mdl, 0, 1, true));
        gatherer.base.set(base);
        gatherer.freeChannel();
        assertEquals(INVALID, gatherer.map(mdl, 0, ulong(1), true));
    }

    @Test
    void aFlushNamesExactlyWhatWasMapped() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x100000L);
        Mdl other = rig.buffer(0, 0x1000, 0x100002L);
        for (DriverV3 driver : List.of(slave, single, gatherer)) {
            driver.take(1);
            assertEquals(INVALID, driver.flush(mdl, 0, 0x10, false), "nothing mapped");
            assertEquals(SUCCESS, driver.map(mdl, 0x10, ulong(0x10), false));
            assertEquals(INVALID, driver.flush(other, 0x10, 0x10, false));
            assertEquals(INVALID, driver.flush(mdl, 0, 0x10, false));
            assertEquals(INVALID, driver.flush(mdl, 0x10, 0x20, false));
            assertEquals(INVALID, driver.flush(mdl, 0x10, 0x10, true));
            assertEquals(SUCCESS, driver.flush(mdl, 0x10, 0x10, false));
            assertEquals(INVALID, driver.flush(mdl, 0x10, 0x10, false), "twice");
            driver.freeChannel();
        }
    }

    @Test
    void thereIsOneFlushBetweenTwoMappings() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x100000L);
        for (DriverV3 driver : List.of(slave, single, gatherer)) {
            driver.take(2);
            assertEquals(SUCCESS, driver.map(mdl, 0, ulong(0x10), true));
            stops(Rule.NOT_FLUSHED, () -> driver.map(mdl, 0x10, ulong(0x10), true));
            stops(
                    Rule.FLUSH_MISMATCH,
                    () ->
                            driver.operations.flushAdapterBuffers(
                                    driver.adapter,
                                    mdl,
                                    driver.base.get(),
                                    mdl.startVa(),
                                    0x10,
                                    true));
            stops(Rule.FREED_WHILE_MAPPED, driver::freeChannel);
            driver.freeChannel();
            driver.take(1).freeChannel();
        }
    }

    @Test
    void nothingAndPagesThatAreNotLockedStop() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x100000L);
        Mdl paged = rig.mm.createMdl(mdl.startVa(), 0x1000);
        gatherer.take(1);
        stops(Rule.ZERO_LENGTH, () -> gatherer.map(mdl, 0, ulong(0), true));
        stops(Rule.BUFFER_NOT_LOCKED, () -> gatherer.map(paged, 0, ulong(1), true));
        mdl.setNext(paged);
        assertEquals(SUCCESS, gatherer.map(mdl, 0, ulong(1), true), "it is not touched");
        gatherer.flush(mdl, 0, 1, true);
        stops(Rule.BUFFER_NOT_LOCKED, () -> gatherer.map(mdl, 0, ulong(0x1001), true));
    }

    @Test
    void wordsBeginAndEndAtEvenBytes() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x800L);
        words.take(1);
        stops(Rule.ODD_ON_16_BIT_CHANNEL, () -> words.map(mdl, 1, ulong(2), true));
        stops(Rule.ODD_ON_16_BIT_CHANNEL, () -> words.map(mdl, 0, ulong(3), true));
        assertEquals(SUCCESS, words.map(mdl, 2, ulong(2), true));
    }

    @Test
    void whatIsMappedIsCountedAsATransfer() {
        Mdl mdl = rig.buffer(0, 0x2000, 0x100000L, 0x100002L);
        gatherer.take(2).map(mdl, 0, ulong(0x2000), true);
        DmaStatistics statistics = ((AdapterObject) gatherer.adapter).statistics();
        assertEquals(1, statistics.mapTransfers());
        assertEquals(2, statistics.sgElements());
        assertEquals(0x2000, statistics.bytes());
    }
}
