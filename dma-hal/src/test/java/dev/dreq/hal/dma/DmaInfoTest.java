package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What version 3 tells of adapters and transfers, and its common buffers. */
class DmaInfoTest {
    private static final NtStatus SUCCESS = NtStatus.STATUS_SUCCESS;

    private final Rig rig = new Rig(Pc.upTo(0x1_9000_0000L), KernelOptions.defaults());
    private final DriverV3 bytes = new DriverV3(rig, DriverV3.slave(1).maximumLength(0x4000));
    private final DriverV3 words = new DriverV3(rig, DriverV3.slave(6).maximumLength(0x4000));
    private final DriverV3 gatherer = new DriverV3(rig, DriverV3.pci(true, 36, 0x4000));
    private final DriverV3 single = new DriverV3(rig, DriverV3.pci(false, 64, 0x4000));

    private DmaAdapterInfo.V1 info(DriverV3 driver) {
        DmaAdapterInfo info = rig.dma.newAdapterInfo(DmaAdapterInfo.VERSION1);
        assertEquals(SUCCESS, driver.operations.getDmaAdapterInfo(driver.adapter, info));
        return info.v1();
    }

    @Test
    void eachKindOfAdapterSaysWhatItCan() {
        assertEquals(new DmaAdapterInfo.V1(true, 1, 24, 0, 1), info(bytes));
        assertEquals(new DmaAdapterInfo.V1(true, 1, 24, 0, 2), info(words));
        assertEquals(new DmaAdapterInfo.V1(false, 5, 36, 0, 1), info(gatherer));
        assertEquals(new DmaAdapterInfo.V1(false, 1, 64, 0, 1), info(single));
    }

    @Test
    void theAddressWidthThatIsToldIsTheDevices() {
        for (int width = 24; width <= 64; width++) {
            assertEquals(
                    width, info(new DriverV3(rig, DriverV3.pci(true, width, 1))).dmaAddressWidth());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, -1})
    void versionsThatDoNotExistAreNotSupported(int version) {
        assertEquals(
                NtStatus.STATUS_NOT_SUPPORTED,
                bytes.operations.getDmaAdapterInfo(bytes.adapter, rig.dma.newAdapterInfo(version)));
        if (version != DmaTransferInfo.VERSION2) {
            Mdl mdl = rig.buffer(0, 0x1000, 0x800L);
            assertEquals(
                    NtStatus.STATUS_NOT_SUPPORTED,
                    bytes.operations.getDmaTransferInfo(
                            bytes.adapter, mdl, 0, 1, true, rig.dma.newTransferInfo(version)));
        }
    }

    private Mdl chain() {
        Mdl mdl = rig.buffer(0xFF0, 0x20, 0x100000L, 0x100002L);
        mdl.setNext(rig.buffer(0, 0x2000, 0x180000L, 0x180001L));
        return mdl;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x2020, 4, 3",
        "0, 0x20, 2, 2",
        "0x10, 0x11, 2, 2",
        "0x1F, 1, 1, 1",
        "0x20, 0x2000, 2, 1",
        "0x101F, 2, 2, 1"
    })
    void aTransferNeedsARegisterForEachPageAndAnElementForEachRun(
            long offset, int length, int pages, int elements) {
        Mdl mdl = chain();
        for (int version = 1; version <= 2; version++) {
            DmaTransferInfo info = rig.dma.newTransferInfo(version);
            assertEquals(
                    SUCCESS,
                    gatherer.operations.getDmaTransferInfo(
                            gatherer.adapter, mdl, offset, length, true, info));
            assertEquals(
                    new DmaTransferInfo.V2(
                            pages, elements, 16 + 24 * elements, version == 2 ? pages : 0),
                    info.v2());
            assertEquals(
                    SUCCESS,
                    bytes.operations.getDmaTransferInfo(
                            bytes.adapter, mdl, offset, length, false, info));
            assertEquals(new DmaTransferInfo.V2(pages, 1, 40, version == 2 ? pages : 0), info.v2());
        }
    }

    @ParameterizedTest
    @CsvSource({"0x2020, 1", "-1, 1", "0, 0x2021", "0, 0"})
    void aTransferOutsideItsChainIsRefused(long offset, int length) {
        DmaTransferInfo info = rig.dma.newTransferInfo(1);
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                gatherer.operations.getDmaTransferInfo(
                        gatherer.adapter, chain(), offset, length, true, info));
        assertEquals(new DmaTransferInfo.V2(0, 0, 0, 0), info.v2());
    }

    @Test
    void aTransferOfPagesThatAreNotLockedStops() {
        Mdl mdl = rig.mm.createMdl(chain().startVa(), 0x10);
        BugCheck stop =
                assertThrows(
                        BugCheck.class,
                        () ->
                                gatherer.operations.getDmaTransferInfo(
                                        gatherer.adapter,
                                        mdl,
                                        0,
                                        1,
                                        true,
                                        rig.dma.newTransferInfo(1)));
        assertEquals(Rule.BUFFER_NOT_LOCKED.code(), stop.parameter(1));
    }

    @Test
    void the8237HasNoFunctionsOfItsOwn() {
        for (DriverV3 driver : List.of(bytes, gatherer)) {
            assertEquals(
                    NtStatus.STATUS_NOT_IMPLEMENTED,
                    driver.operations.configureAdapterChannel(driver.adapter, 7, "anything"));
        }
    }

    private long common(DriverV3 driver, long maximum, int length, PphysicalAddress logical) {
        PphysicalAddress limit = rig.dma.newPhysicalAddress();
        limit.set(maximum);
        return driver.operations.allocateCommonBufferEx(
                driver.adapter, maximum == 0 ? null : limit, length, logical, true, 0);
    }

    @Test
    void anAddressOfAllOnesIsNoLimit() {
        PphysicalAddress logical = rig.dma.newPhysicalAddress();
        assertNotEquals(0, common(gatherer, -1, 0x1000, logical));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFF_FFFFL, 0x3FF_FFFFL, 0x80_0000L})
    void aCommonBufferIsNotAboveTheAddress(long maximum) {
        PphysicalAddress logical = rig.dma.newPhysicalAddress();
        for (DriverV3 driver : List.of(bytes, gatherer, single)) {
            long va = common(driver, maximum, 0x3FFF, logical);
            assertNotEquals(0, va);
            long reach = ((AdapterObject) driver.adapter).kind().reach().last();
            long last = maximum == 0 ? reach : Math.min(reach, maximum);
            assertTrue(logical.get() + 0x3FFF - 1 <= last);
            driver.operations.freeCommonBuffer(driver.adapter, 0x3FFF, logical.get(), va, true);
        }
    }

    @ParameterizedTest
    @CsvSource({"0xFFF, 1", "0, 0", "0, 0x5001"})
    void aCommonBufferThatCannotBeIsNull(long maximum, int length) {
        PphysicalAddress logical = rig.dma.newPhysicalAddress();
        assertEquals(0, common(gatherer, maximum, length, logical));
        assertEquals(0, logical.get());
    }

    @Test
    void requestLinesAreThoseOfAllChannels() {
        for (List<Integer> lines :
                List.of(
                        List.<Integer>of(),
                        List.of(0, 1, 2, 3, 4, 5, 6),
                        List.of(0, 1, 2, 3, 4, 5, 6, 6),
                        List.of(0, 1, 2, 3, 4, 5, 6, 8),
                        Collections.nCopies(8, 0))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SystemDmaWiring(lines, OptionalInt.empty()));
        }
        assertEquals(OptionalInt.empty(), SystemDmaWiring.ofPc().terminalCountInterrupt());
        assertEquals(3, new CmResource.Dma(3).requestLine());
        assertThrows(IllegalArgumentException.class, () -> new CmResource.Dma(3, -1));
    }

    @Test
    void aPcsChannelsMoveBytesUpToThreeAndWordsBehindThat() {
        for (int channel = 0; channel < 8; channel++) {
            assertEquals(
                    channel < 4
                            ? CmResource.Dma.CM_RESOURCE_DMA_8
                            : CmResource.Dma.CM_RESOURCE_DMA_16,
                    new CmResource.Dma(channel).flags());
        }
        assertThrows(IllegalArgumentException.class, () -> new CmResource.Dma(1, 1, 0x80));
    }
}
