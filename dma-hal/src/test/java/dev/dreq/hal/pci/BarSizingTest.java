package dev.dreq.hal.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.Ke;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

class BarSizingTest {
    private final List<String> oddities = new ArrayList<>();

    private List<BaseAddress> size(FakeFunction function) {
        CpuBus bus = new FakePci().put(3, 0, function).on(ScriptedBus.pc());
        return new BarSizing(space(bus), oddities::add).size();
    }

    private static ConfigurationSpace space(CpuBus bus) {
        return new ConfigurationSpace(
                new ConfigurationMechanism(bus), new PciSlotNumber(3, 0), new Ke(bus));
    }

    @Test
    void decodingAndMasteringGoOffBeforeTheFirstRegisterIsTouchedAndEachGetsItsValueBack() {
        CpuBus bus = mock(CpuBus.class);
        when(bus.in16(0xCFC)).thenReturn(0x0107);
        when(bus.in32(anyInt())).thenReturn(0xFC00_0008, 0xFF00_0008, 0);
        assertEquals(
                List.of(new BaseAddress(0, BaseAddress.Kind.MEMORY, 16 << 20)),
                new BarSizing(space(bus), oddities::add).size());

        InOrder order = inOrder(bus);
        order.verify(bus).out32(0xCF8, 0x8000_1804);
        order.verify(bus).in16(0xCFC);
        order.verify(bus).out32(0xCF8, 0x8000_1804);
        order.verify(bus).out16(0xCFC, 0x0100);
        order.verify(bus).out32(0xCF8, 0x8000_1810);
        order.verify(bus).in32(0xCFC);
        order.verify(bus).out32(0xCF8, 0x8000_1810);
        order.verify(bus).out32(0xCFC, 0xFFFF_FFFF);
        order.verify(bus).out32(0xCF8, 0x8000_1810);
        order.verify(bus).in32(0xCFC);
        order.verify(bus).out32(0xCF8, 0x8000_1810);
        order.verify(bus).out32(0xCFC, 0xFC00_0008);
        for (int register = 0x14; register <= 0x24; register += 4) {
            order.verify(bus).out32(0xCF8, 0x8000_1800 | register);
            order.verify(bus).in32(0xCFC);
            order.verify(bus).out32(0xCF8, 0x8000_1800 | register);
            order.verify(bus).out32(0xCFC, 0xFFFF_FFFF);
            order.verify(bus).out32(0xCF8, 0x8000_1800 | register);
            order.verify(bus).in32(0xCFC);
            order.verify(bus).out32(0xCF8, 0x8000_1800 | register);
            order.verify(bus).out32(0xCFC, 0);
        }
        order.verifyNoMoreInteractions();
    }

    @Test
    void eachKindTellsItsSize() {
        FakeFunction function =
                new FakeFunction(1, 2, 0x020000)
                        .memory(0, 16)
                        .ports(1, 4)
                        .memory64(2, 1L << 33)
                        .memory(5, 1L << 31);
        assertEquals(
                List.of(
                        new BaseAddress(0, BaseAddress.Kind.MEMORY, 16),
                        new BaseAddress(1, BaseAddress.Kind.PORT, 4),
                        new BaseAddress(2, BaseAddress.Kind.MEMORY_64, 1L << 33),
                        new BaseAddress(5, BaseAddress.Kind.MEMORY, 1L << 31)),
                size(function));
        assertEquals(List.of(), oddities);
    }

    @Test
    void aFunctionThatDecodesSixteenAddressLinesMayLeaveOutTheUpperHalf() {
        FakeFunction function = new FakeFunction(1, 2, 0).set(0x10, 1, 1).change(0x10, 4, 0xFFC0);
        assertEquals(List.of(new BaseAddress(0, BaseAddress.Kind.PORT, 64)), size(function));
    }

    @Test
    void a64BitRegisterWithoutItsUpperHalfIsAsLargeAsItsLowerHalfSays() {
        FakeFunction function =
                new FakeFunction(1, 2, 0).set(0x10, 1, 4).change(0x10, 4, -0x10_0000);
        assertEquals(
                List.of(new BaseAddress(0, BaseAddress.Kind.MEMORY_64, 1 << 20)), size(function));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0xFFFF_FFFFL, // floats
                0xFF00_F000L, // holes
                0x0000_1000L, // upper bits missing
                0xFFFF_F002L, // the type below 1 MiB
                0xFFFF_F006L, // the reserved type
                0x0000_0008L, // no size at all
                0xFFFE_0F01L, // ports with holes
                0x0000_0001L, // no ports at all
            })
    void anAnswerThatIsNoSizeIsAnOddityAndTheRegisterIsRestored(long answer) {
        FakeFunction garbage =
                new FakeFunction(1, 2, 0) {
                    @Override
                    int read(int offset, int size) {
                        boolean asked = offset == 0x14 && get(0x14, 4) == -1;
                        return asked ? (int) answer : super.read(offset, size);
                    }
                };
        garbage.set(0x14, 4, 0x1234_5000).change(0x14, 4, -1L).memory(2, 4096);
        assertEquals(List.of(new BaseAddress(2, BaseAddress.Kind.MEMORY, 4096)), size(garbage));
        assertEquals(1, oddities.size());
        assertTrue(
                oddities.get(0).startsWith("BAR1 answers %x".formatted(answer)), oddities.get(0));
        assertEquals(0x1234_5000, garbage.get(0x14, 4));
    }

    @Test
    void a64BitRegisterThatHasNoNextOneIsAnOddity() {
        FakeFunction last = new FakeFunction(1, 2, 0).set(0x24, 1, 0xC).change(0x24, 4, -4096);
        assertEquals(List.of(), size(last));
        assertEquals(1, oddities.size());
    }

    @Test
    void anAddressThatIsNotKeptIsNoticed() {
        FakeFunction stuck = new FakeFunction(1, 2, 0).memory(0, 4096);
        CpuBus bus = new FakePci().put(3, 0, stuck).on(ScriptedBus.pc());
        BaseAddress bar = new BaseAddress(0, BaseAddress.Kind.MEMORY, 4096);
        assertTrue(BarSizing.place(space(bus), bar, 0xE000_0000L));
        stuck.change(0x10, 4, 0);
        assertFalse(BarSizing.place(space(bus), bar, 0xE000_1000L));
    }
}
