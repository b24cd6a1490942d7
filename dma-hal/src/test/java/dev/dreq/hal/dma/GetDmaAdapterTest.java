package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetDmaAdapterTest {
    private final Pc pc = Pc.upTo(0x400_0000);
    private final Rig rig = new Rig(pc, KernelOptions.defaults());

    private void refused(DeviceDescription.Builder description, String... words) {
        Pulong count = rig.mm.newUlong(77);
        assertNull(rig.getDmaAdapter(description.build(), count));
        assertEquals(77, count.get(), "the count of a refused adapter");
        String refusal = rig.dma.refusal().orElseThrow();
        for (String word : words) {
            assertTrue(refusal.contains(word), refusal);
        }
    }

    @Test
    void channel4IsRefused() {
        refused(Rig.on(4), "channel 4");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, -1, 255, Integer.MIN_VALUE})
    void aChannelThatDoesNotExistIsRefused(int channel) {
        refused(Rig.on(channel), "channel " + channel, "0-3", "5-7");
    }

    @Test
    void theWidthMustBeTheChannels() {
        for (int channel : new int[] {0, 1, 2, 3, 5, 6, 7}) {
            DmaWidth right = channel < 4 ? DmaWidth.Width8Bits : DmaWidth.Width16Bits;
            for (DmaWidth width : DmaWidth.values()) {
                if (width == right) {
                    assertNotNull(rig.slave(Rig.on(channel).dmaWidth(width)));
                } else {
                    refused(Rig.on(channel).dmaWidth(width), right.name(), width.name());
                }
            }
        }
    }

    @Test
    void onlyVersions0To3GetATable() {
        int[] sizes = {0x68, 0x68, 0x80, 0xE8};
        for (int version = 0; version <= 3; version++) {
            DmaAdapter adapter = rig.slave(Rig.on(1).version(version).dmaRequestLine(1)).adapter;
            assertEquals(1, adapter.version());
            assertEquals(16, adapter.size());
            assertEquals(sizes[version], adapter.dmaOperations().size());
        }
        refused(Rig.on(1).version(4), "version 4");
        refused(Rig.on(1).version(-1), "version -1");
    }

    @Test
    void inVersion3TheRequestLineMustBeTheOneThatIsWiredToTheChannel() {
        refused(DriverV3.slave(1).dmaRequestLine(2), "line 2", "channel 1", "line 1");
        SystemDmaWiring crossed =
                SystemDmaWiring.ofPc().withRequestLines(List.of(0, 2, 1, 3, 4, 5, 6, 7));
        Rig other = new Rig(pc, KernelOptions.defaults().withSystemDma(crossed));
        other.slave(DriverV3.slave(1).dmaRequestLine(2));
        other.slave(Rig.on(2).dmaRequestLine(7));
    }

    @Test
    void inVersion3OtherMembersOfASlavesDescriptionAreIgnored() {
        Rig.Slave plain = rig.slave(DriverV3.slave(1).maximumLength(0x3000));
        Rig.Slave full =
                rig.slave(
                        DriverV3.slave(1)
                                .maximumLength(0x3000)
                                .demandMode(true)
                                .dma64BitAddresses(true)
                                .dmaAddressWidth(12)
                                .dmaSpeed(DmaSpeed.TypeF)
                                .deviceAddress(0x1234));
        assertEquals(plain.registers, full.registers);
        Mdl mdl = rig.buffer(0, 0x10, 0x300L);
        full.take(1);
        pc.writes.clear();
        full.map(mdl, mdl.startVa(), 0x10, false);
        assertTrue(pc.writes.contains("0B=45"), "single mode: " + pc.writes);
    }

    @Test
    void slavesOnBusesWithoutSystemDmaAreRefused() {
        refused(Rig.on(1).reserved1(true), "Reserved1");
        refused(Rig.on(1).interfaceType(InterfaceType.PCIBus), "PCIBus", "channel 1");
        refused(Rig.on(1).interfaceType(InterfaceType.InterfaceTypeUndefined), "Undefined");
    }

    @Test
    void withoutAControllerTheRefusalNamesTheChannel() {
        pc.withoutController = true;
        refused(Rig.on(2), "channel 2");
        refused(Rig.on(6), "channel 6");
    }

    @Test
    void aSuccessForgetsTheLastRefusal() {
        refused(Rig.on(4), "channel 4");
        rig.slave(Rig.on(1));
        assertTrue(rig.dma.refusal().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, 0, 1",
        "1, false, 1, 2",
        "1, false, 0x1000, 2",
        "1, false, 0x1001, 3",
        "1, false, 0x4000, 5",
        "1, false, 0xF000, 16",
        "1, false, 0x10000, 16",
        "1, false, 0x7FFFFFFF, 16",
        "1, false, -1, 16",
        "1, true, 0x4000, 1",
        "5, false, 0x10000, 17",
        "5, false, 0x1F000, 32",
        "5, false, 0x20000, 32",
        "5, true, 0x20000, 1"
    })
    void oneRegisterMoreThanPagesUpToTheWindow(
            int channel, boolean scatterGather, int maximumLength, int registers) {
        Rig.Slave slave =
                rig.slave(
                        Rig.on(channel).scatterGather(scatterGather).maximumLength(maximumLength));
        assertEquals(registers, slave.registers);
    }

    @Test
    void scatterGatherOfASlaveMayBeIgnored() {
        KernelOptions options = KernelOptions.defaults().withSlaveScatterGather(false);
        Rig other = new Rig(pc, options);
        assertEquals(5, other.slave(Rig.on(1).scatterGather(true).maximumLength(0x4000)).registers);
        assertFalse(options.withSeed(1).slaveScatterGather());
    }

    @Test
    void theLimitCapsWhatIsGranted() {
        Rig limited = new Rig(pc, KernelOptions.defaults().withDmaMapRegisterLimit(3));
        assertEquals(3, limited.slave(Rig.on(2).maximumLength(0x10000)).registers);
        assertEquals(2, limited.slave(Rig.on(2).maximumLength(0x1000)).registers);
        assertEquals(32, limited.dma.mapRegisters());
    }

    @Test
    void aSmallerMachineHasFewerRegisters() {
        Pc small = new Pc(new RamRange(0, 0xB000));
        Rig rigged = new Rig(small, KernelOptions.defaults());
        assertEquals(4, rigged.dma.mapRegisters());
        assertEquals(4, rigged.slave(Rig.on(2).maximumLength(0x10000)).registers);

        Rig none =
                new Rig(new Pc(new RamRange(0x1_0000_0000L, 0x100000)), KernelOptions.defaults());
        assertEquals(0, none.dma.mapRegisters());
        assertNull(none.getDmaAdapter(Rig.on(2).build(), none.mm.newUlong(0)));
        assertTrue(none.dma.refusal().orElseThrow().contains("16 MiB"));
    }

    @Test
    void theBlockIsAlignedToItsSizeAndBelow16MiB() {
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(0x20000));
        Mdl mdl = rig.scattered(0, 0x20000, 0x200_0000);
        pc.copies.clear();
        words.take(32).map(mdl, rig.mm.getMdlVirtualAddress(mdl), 0x20000, true);
        long block = Long.parseLong(pc.copies.get(0).split("<", 2)[0], 16);
        assertEquals(0, block % 0x20000);
        assertTrue(block + 0x20000 <= 0x100_0000, () -> Long.toHexString(block));
    }

    @Test
    void adaptersOfOneChannelShareItAndTheLastOneMasksIt() {
        Rig.Slave one = rig.slave(Rig.on(3).maximumLength(0x1000));
        Rig.Slave other = rig.slave(Rig.on(3).maximumLength(0x8000));
        assertEquals(2, one.registers);
        assertEquals(9, other.registers);
        one.take(1);
        other.take(1);
        assertEquals(-1, other.base, "granted while the other adapter holds the channel");
        one.free();
        assertTrue(other.base != -1, "granted once it is free");
        other.free();

        one.operations.putDmaAdapter(one.adapter);
        pc.writes.clear();
        other.operations.putDmaAdapter(other.adapter);
        assertEquals(List.of("0A=07"), pc.writes);
    }

    @Test
    void anAdapterThatWasPutIsDead() {
        Rig.Slave slave = rig.slave(Rig.on(1));
        slave.operations.putDmaAdapter(slave.adapter);
        BugCheck stop =
                assertThrows(BugCheck.class, () -> slave.operations.getDmaAlignment(slave.adapter));
        assertEquals(Rule.ADAPTER_RELEASED.code(), stop.parameter(1));
        Rig.Slave foreign = new Rig(pc, KernelOptions.defaults()).slave(Rig.on(1));
        stop =
                assertThrows(
                        BugCheck.class, () -> slave.operations.getDmaAlignment(foreign.adapter));
        assertEquals(Rule.ADAPTER_RELEASED.code(), stop.parameter(1));
        stop = assertThrows(BugCheck.class, () -> slave.operations.getDmaAlignment(null));
        assertEquals(Rule.ADAPTER_NULL.code(), stop.parameter(1));
    }

    @Test
    void alignmentIsTheChannelsUnit() {
        Rig.Slave bytes = rig.slave(Rig.on(0));
        Rig.Slave words = rig.slave(Rig.on(7));
        assertEquals(1, bytes.operations.getDmaAlignment(bytes.adapter));
        assertEquals(2, words.operations.getDmaAlignment(words.adapter));
    }

    @Test
    void aKernelHandsOutAdaptersThroughTheIoManager() {
        try (Kernel kernel = new Kernel(pc, KernelOptions.defaults())) {
            Pulong count = kernel.mm().newUlong(0);
            assertNotNull(
                    kernel.io()
                            .getDmaAdapter(null, Rig.on(2).maximumLength(0x4000).build(), count));
            assertEquals(5, count.get());
            assertEquals("DMA channel 2", kernel.dma().statistics().get(0).device());
        }
    }
}
