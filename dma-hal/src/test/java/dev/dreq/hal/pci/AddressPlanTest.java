package dev.dreq.hal.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPlanTest {
    private static final RamRange LOW = new RamRange(0, 3L << 30);

    private record Range(long start, long end) {
        boolean overlaps(Range other) {
            return start < other.end && other.start < end;
        }
    }

    private static BaseAddress memory(int index, long size) {
        return new BaseAddress(index, BaseAddress.Kind.MEMORY, size);
    }

    private static BaseAddress memory64(int index, long size) {
        return new BaseAddress(index, BaseAddress.Kind.MEMORY_64, size);
    }

    private static BaseAddress ports(int index, long size) {
        return new BaseAddress(index, BaseAddress.Kind.PORT, size);
    }

    private static AddressPlan plan(List<List<BaseAddress>> bars) {
        return new AddressPlan(bars, List.of(LOW), List.of());
    }

    @Test
    void memoryIsTakenFromE0000000UpAndPortsFromC000Up() {
        AddressPlan plan =
                plan(
                        List.of(
                                List.of(memory(0, 16 << 20), memory(2, 4096)),
                                List.of(memory(0, 16 << 20), ports(1, 32)),
                                List.of(ports(0, 256))));
        assertEquals(0xE000_0000L, plan.address(0, 0));
        assertEquals(0xE100_0000L, plan.address(1, 0));
        assertEquals(0xE200_0000L, plan.address(0, 1));
        assertEquals(0xC000, plan.address(2, 0));
        assertEquals(0xC100, plan.address(1, 1));
    }

    @Test
    void a64BitRegisterGoesBelow4GiBWhileThereIsRoomThatNobodyElseNeeds() {
        AddressPlan plan =
                plan(List.of(List.of(memory64(0, 256 << 20)), List.of(memory(0, 256 << 20))));
        assertEquals(1L << 32, plan.address(0, 0));
        assertEquals(0xE000_0000L, plan.address(1, 0));
        assertEquals(0xE000_0000L, plan(List.of(List.of(memory64(0, 256 << 20)))).address(0, 0));
    }

    @Test
    void above4GiBRamIsAvoided() {
        AddressPlan plan =
                new AddressPlan(
                        List.of(List.of(memory64(0, 1L << 32))),
                        List.of(LOW, new RamRange(1L << 32, 5L << 30)),
                        List.of());
        assertEquals(3L << 32, plan.address(0, 0));
    }

    @Test
    void whatOthersWereGrantedAndRamInTheWindowAreAvoided() {
        AddressPlan plan =
                new AddressPlan(
                        List.of(List.of(memory(0, 4096), ports(1, 16))),
                        List.of(LOW, new RamRange(0xE000_0000L, 0x1800)),
                        List.of(
                                new CmResource.Port(0xC008, 4),
                                new CmResource.Memory(0xE000_2000L, 1),
                                new CmResource.Interrupt(6, InterruptMode.Latched, false)));
        assertEquals(0xE000_3000L, plan.address(0, 0));
        assertEquals(0xC010, plan.address(0, 1));
    }

    @Test
    void aFunctionWithoutRoomIsRefusedInWordsAndTheOthersHaveItsPlace() {
        AddressPlan plan =
                plan(
                        List.of(
                                List.of(memory(0, 256 << 20)),
                                List.of(memory(0, 256 << 20), ports(1, 16)),
                                List.of(memory(0, 128 << 20), ports(1, 16))));
        assertEquals(Optional.empty(), plan.refusal(0));
        assertEquals(
                Optional.of(
                        "there is no room for BAR0 (10000000 bytes of memory below 4 GiB) in"
                                + " E0000000-FEBFFFFF, which takes at most 8000000 more; make this"
                                + " device or another smaller, or take one out"),
                plan.refusal(1));
        assertEquals(0xF000_0000L, plan.address(2, 0));
        assertEquals(0xC000, plan.address(2, 1));
    }

    @Test
    void tooManyPortsAndMoreMemoryThanAnyoneAddressesAreRefused() {
        AddressPlan plan =
                plan(List.of(List.of(ports(0, 1 << 16)), List.of(memory64(0, 1L << 62))));
        assertTrue(plan.refusal(0).orElse("").contains("C000-FFFF"), plan.refusal(0)::toString);
        assertTrue(plan.refusal(1).orElse("").contains("100000000-"), plan.refusal(1)::toString);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsAskedForIsAlignedDisjointAndInsideItsWindow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            List<RamRange> ram = randomRam(random);
            List<List<BaseAddress>> bars = new ArrayList<>();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                bars.add(randomBars(random));
            }
            check(
                    bars,
                    ram,
                    new AddressPlan(bars, ram, List.of()),
                    "seed %d, round %d".formatted(seed, round));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatFitsIsNeverRefusedHoweverFull(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            long memoryLeft = AddressPlan.MEMORY_END - AddressPlan.MEMORY_START;
            long portsLeft = AddressPlan.PORTS_END - AddressPlan.PORTS_START;
            List<List<BaseAddress>> bars = new ArrayList<>();
            while (memoryLeft >= 4096 && portsLeft >= 4 && bars.size() < 40) {
                long size = 4096L << random.nextInt(18);
                long count = 4L << random.nextInt(9);
                size = Math.min(size, Long.highestOneBit(memoryLeft));
                count = Math.min(count, Long.highestOneBit(portsLeft));
                memoryLeft -= size;
                portsLeft -= count;
                bars.add(List.of(memory(0, size), ports(1, count), memory64(2, 1L << 30)));
            }
            AddressPlan plan = plan(bars);
            for (int function = 0; function < bars.size(); function++) {
                String where = "seed %d, round %d, function %d".formatted(seed, round, function);
                assertEquals(Optional.empty(), plan.refusal(function), where);
            }
        }
    }

    private static List<RamRange> randomRam(SplittableRandom random) {
        List<RamRange> ram = new ArrayList<>(List.of(LOW));
        if (random.nextBoolean()) {
            long start = 0xE000_0000L + random.nextLong(0x1E00_0000L);
            ram.add(new RamRange(start, random.nextLong(1, 0x100_0000L)));
        }
        if (random.nextBoolean()) {
            ram.add(new RamRange(1L << 32, random.nextLong(1, 1L << 36)));
        }
        return ram;
    }

    private static List<BaseAddress> randomBars(SplittableRandom random) {
        List<BaseAddress> bars = new ArrayList<>();
        for (int index = 0; index < 5; index++) {
            switch (random.nextInt(5)) {
                case 0 -> bars.add(ports(index, 4L << random.nextInt(12)));
                case 1, 2 -> bars.add(memory(index, 16L << random.nextInt(25)));
                case 3 -> bars.add(memory64(index++, 16L << random.nextInt(36)));
                default -> {}
            }
        }
        return bars;
    }

    private static void check(
            List<List<BaseAddress>> bars, List<RamRange> ram, AddressPlan plan, String where) {
        List<Range> ports = new ArrayList<>();
        List<Range> memory = new ArrayList<>();
        ram.forEach(range -> memory.add(new Range(range.start(), range.end())));
        for (int function = 0; function < bars.size(); function++) {
            if (plan.refusal(function).isPresent()) {
                continue;
            }
            for (int position = 0; position < bars.get(function).size(); position++) {
                BaseAddress bar = bars.get(function).get(position);
                long start = plan.address(function, position);
                Range range = new Range(start, start + bar.size());
                Supplier<String> what = () -> "%s: %s at %x".formatted(where, bar, start);
                assertEquals(0, start % bar.size(), what);
                assertTrue(isInside(bar.kind(), range), what);
                List<Range> others = bar.kind() == BaseAddress.Kind.PORT ? ports : memory;
                assertTrue(others.stream().noneMatch(range::overlaps), what);
                others.add(range);
            }
        }
    }

    private static boolean isInside(BaseAddress.Kind kind, Range range) {
        boolean low = range.start >= 0xE000_0000L && range.end <= 0xFEC0_0000L;
        return switch (kind) {
            case PORT -> range.start >= 0xC000 && range.end <= 0x1_0000;
            case MEMORY -> low;
            case MEMORY_64 -> low || (range.start >= 1L << 32 && range.end <= 1L << 40);
        };
    }
}
