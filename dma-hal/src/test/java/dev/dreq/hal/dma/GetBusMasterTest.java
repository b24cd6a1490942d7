package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IoGetDmaAdapter for bus masters. */
class GetBusMasterTest {
    private final Pc pc = Pc.upTo(0x1_9000_0000L);
    private final Rig rig = new Rig(pc, KernelOptions.defaults());

    private void refused(DeviceDescription.Builder description, String... words) {
        assertNull(rig.getDmaAdapter(description.build(), rig.mm.newUlong(0)));
        String refusal = rig.dma.refusal().orElseThrow();
        for (String word : words) {
            assertTrue(refusal.contains(word), refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PCIBus, false, false, false, 0xFFFFFF",
        "PCIBus, false, true, false, 0xFFFFFFFF",
        "PCIBus, true, false, false, 0xFFFFFFFF",
        "PCIBus, false, false, true, 0x7FFFFFFFFFFFFFFF",
        "PCIBus, true, true, true, 0x7FFFFFFFFFFFFFFF",
        "Isa, true, false, false, 0xFFFFFF",
        "Internal, true, false, false, 0xFFFFFF",
        "Eisa, true, true, false, 0xFFFFFFFF"
    })
    void theReachIsWhatTheDeviceSaysOrItsBus(
            InterfaceType bus, boolean scatterGather, boolean bits32, boolean bits64, long last) {
        DeviceDescription.Builder description =
                DeviceDescription.zeroed()
                        .master(true)
                        .interfaceType(bus)
                        .scatterGather(scatterGather)
                        .dma32BitAddresses(bits32)
                        .dma64BitAddresses(bits64)
                        .maximumLength(0x1000);
        Master master = new Master(rig, description);
        assertEquals(last, ((AdapterObject) master.adapter).kind().reach().last());
    }

    @ParameterizedTest
    @CsvSource({
        "false, 32, 0, 1",
        "false, 32, 1, 2",
        "false, 32, 0x4000, 5",
        "false, 32, 0xF000, 16",
        "false, 32, 0x10000, 16",
        "false, 64, 0x7FFFFFFF, 16",
        "false, 24, -1, 16",
        "true, 32, 0x10000, 17",
        "true, 32, 0x800000, 0x801",
        "true, 32, 0x7FFFFFFF, 0x1000",
        "true, 64, 0x10000, 17",
        "true, 64, 0x7FFFFFFF, 0x80001",
        "true, 24, 0x10000, 17",
        "true, 24, 0x100000, 32"
    })
    void oneRegisterMoreThanPagesAsFarAsThePlatformHasThem(
            boolean scatterGather, int bits, int maximumLength, int registers) {
        Master master =
                new Master(
                        rig,
                        bits == 24
                                ? Master.isa(scatterGather, maximumLength)
                                : Master.pci(scatterGather, bits, maximumLength));
        assertEquals(registers, master.registers);
    }

    @ParameterizedTest
    @CsvSource({"false, 32, 3, 3", "true, 64, 3, 3", "false, 32, 17, 17", "true, 32, 99, 17"})
    void theLimitTakesThePlaceOfThePlatforms(
            boolean scatterGather, int bits, int limit, int registers) {
        Rig limited = new Rig(pc, KernelOptions.defaults().withDmaMapRegisterLimit(limit));
        Master master = new Master(limited, Master.pci(scatterGather, bits, 0x10000));
        assertEquals(registers, master.registers);
    }

    @Test
    void whoReachesAllMemoryNeedsNoMemoryForRegisters() {
        Rig small = new Rig(Pc.upTo(0x400_0000), KernelOptions.defaults());
        long free = small.mm.freePageFrames();
        assertEquals(0x801, new Master(small, Master.pci(true, 32, 0x80_0000)).registers);
        assertEquals(free, small.mm.freePageFrames());
        new Master(small, Master.pci(false, 32, 0x80_0000));
        assertTrue(small.mm.freePageFrames() < free);
        long second = small.mm.freePageFrames();
        new Master(small, Master.pci(false, 64, 0x80_0000));
        assertEquals(second, small.mm.freePageFrames(), "the same registers");
    }

    @Test
    void aSmallMachineKeepsItsMemory() {
        Rig small = new Rig(Pc.upTo(0x80_0000), KernelOptions.defaults());
        long free = small.mm.freePageFrames();
        new Master(small, Master.pci(false, 32, 0x1_0000));
        assertTrue(small.mm.freePageFrames() >= free - free / 16);
    }

    @Test
    void everyCallMakesAnAdapterWithAChannelOfItsOwn() {
        Master first = new Master(rig, Master.pci(true, 32, 0x4000));
        Master second = new Master(rig, Master.pci(true, 32, 0x4000));
        assertNotSame(first.adapter, second.adapter);
        assertNotEquals(first.adapter.address(), second.adapter.address());
        first.take(1, IoAllocationAction.KeepObject);
        second.take(1);
        assertTrue(second.base != -1, "granted while the first keeps its channel");
    }

    @ParameterizedTest
    @CsvSource({"0, 0x68", "1, 0x68", "2, 0x80"})
    void theTableGrowsWithTheVersion(int version, int size) {
        Master master = new Master(rig, Master.pci(true, 32, 0x4000).version(version));
        assertEquals(size, master.operations.size());
        assertEquals(1, master.adapter.version());
    }

    @ParameterizedTest
    @CsvSource({
        "24, 0xFFFFFF",
        "32, 0xFFFFFFFF",
        "36, 0xFFFFFFFFF",
        "63, 0x7FFFFFFFFFFFFFFF",
        "64, 0x7FFFFFFFFFFFFFFF"
    })
    void inVersion3TheReachIsTheAddressWidthWhateverTheFlagsSay(int width, long last) {
        Master master =
                new Master(rig, Master.pci(true, 64, 0x1000).version(3).dmaAddressWidth(width));
        assertEquals(0xE8, master.operations.size());
        assertEquals(last, ((AdapterObject) master.adapter).kind().reach().last());
    }

    @Test
    void anAddressWidthWithoutAPageOrAMapRegisterIsRefused() {
        for (int width : new int[] {0, 11, 65, -1}) {
            refused(Master.pci(true, 64, 1).version(3).dmaAddressWidth(width), "12..64");
        }
        refused(Master.pci(true, 64, 1).version(3).dmaAddressWidth(14), "3fff");
    }

    @Test
    void versionsWithoutATableAndDescriptionsWithoutABusAreRefused() {
        refused(Master.pci(true, 32, 1).version(4), "version 4");
        refused(Master.pci(true, 32, 1).reserved1(true), "Reserved1");
        refused(
                Master.pci(true, 32, 1).interfaceType(InterfaceType.InterfaceTypeUndefined),
                "Undefined");
    }

    @Test
    void withoutMemoryInReachThereAreNoRegisters() {
        Rig high =
                new Rig(new Pc(new RamRange(0x1_0000_0000L, 0x100000)), KernelOptions.defaults());
        assertNull(high.getDmaAdapter(Master.pci(true, 32, 0x1000).build(), high.mm.newUlong(0)));
        assertTrue(high.dma.refusal().orElseThrow().contains("ffffffff"));
        assertEquals(2, new Master(high, Master.pci(true, 64, 0x1000)).registers);
    }

    @ParameterizedTest
    @CsvSource({"0, 0B=C0 0A=00, 0A=04", "3, 0B=C3 0A=03, 0A=07", "5, D6=C1 D4=01, D4=05"})
    void anIsaMastersChannelIsCascadedAndUnmasked(int channel, String opened, String closed) {
        pc.writes.clear();
        DeviceDescription.Builder description = Master.isa(true, 0x1000).dmaChannel(channel);
        Master first = new Master(rig, description);
        pc.writes.removeIf(write -> !opened.contains(write));
        assertEquals(List.of(opened.split(" ")), pc.writes);
        Master second = new Master(rig, description.interfaceType(InterfaceType.Eisa));
        refused(Rig.on(channel), "channel " + channel, "bus master");
        pc.writes.clear();
        rig.atDispatch(() -> first.operations.putDmaAdapter(first.adapter));
        assertEquals(List.of(), pc.writes);
        rig.atDispatch(() -> second.operations.putDmaAdapter(second.adapter));
        assertEquals(List.of(closed), pc.writes);
        rig.slave(Rig.on(channel));
        refused(description, "channel " + channel, "slave");
    }

    @Test
    void channel4IsOpenAlreadyAndStaysSoForTheFirstController() {
        pc.writes.clear();
        Master master = new Master(rig, Master.isa(true, 0x1000).dmaChannel(4));
        rig.atDispatch(() -> master.operations.putDmaAdapter(master.adapter));
        assertEquals(List.of(), pc.writes);
    }

    @Test
    void noOtherMasterTouchesTheController() {
        pc.writes.clear();
        new Master(rig, Master.pci(true, 32, 0x1000).dmaChannel(2));
        new Master(rig, Master.isa(true, 0x1000).dmaChannel(8));
        assertEquals(List.of(), pc.writes);
        pc.withoutController = true;
        refused(Master.isa(true, 0x1000).dmaChannel(2), "channel 2");
        new Master(rig, Master.pci(true, 32, 0x1000));
    }

    @ParameterizedTest
    @CsvSource({"24, 0x1000000", "32, 0x100000000", "64, 0x190000000"})
    void aCommonBufferIsReachedAndOnOneSideOf4GiB(int bits, long end) {
        Master master =
                new Master(
                        rig,
                        bits == 24 ? Master.isa(true, 0x10000) : Master.pci(true, bits, 0x10000));
        PphysicalAddress logical = rig.dma.newPhysicalAddress();
        for (int i = 1; i <= 16; i++) {
            int length = 0x1000 * i - 1;
            long va = master.operations.allocateCommonBuffer(master.adapter, length, logical, true);
            assertNotEquals(0, va);
            long first = logical.get();
            assertTrue(first + length <= end, () -> Long.toHexString(first));
            assertEquals(first >>> 32, (first + length - 1) >>> 32);
            assertEquals(bits == 24, first < 0x100_0000, "memory for ISA devices is left to them");
            master.operations.freeCommonBuffer(master.adapter, length, first, va, true);
        }
        assertEquals(
                0,
                master.operations.allocateCommonBuffer(master.adapter, 0x11001, logical, true),
                "more pages than registers");
    }
}
