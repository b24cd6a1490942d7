package dev.dreq.machine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryBankTest {

    private static final long CHUNK = 1L << MemoryBank.HEAP_SHIFT;
    private static final long GIB = 1L << 30;

    static Stream<MemoryBank> banks() {
        return Stream.of(
                MemoryBank.of(3 * GIB + 4096), MemoryBank.withoutNativeAccess(3 * GIB + 4096));
    }

    static Stream<MemoryBank> contiguousBanks() {
        return Stream.of(
                MemoryBank.contiguous((16 << 20) + 1),
                MemoryBank.contiguousWithoutNativeAccess((16 << 20) + 1));
    }

    @ParameterizedTest
    @MethodSource("contiguousBanks")
    void aContiguousBankIsOneBufferOfWholePages(MemoryBank bank) {
        ByteBuffer buffer = bank.buffer();
        assertEquals((16 << 20) + 4096, buffer.capacity());
        assertEquals(bank.size(), buffer.capacity());
        assertEquals(0, bank.load((16 << 20) + 4088, 8));
        buffer.putLong((5 << 20) - 3, 0x0102_0304_0506_0708L);
        assertEquals(0x0102_0304_0506_0708L, bank.load((5 << 20) - 3, 8));
        bank.store(0, 4, 0xcafe);
        assertEquals(0xcafe, bank.buffer().getInt(0), "another view of the same");
        bank.fill(0, bank.size(), (byte) 0);
        assertEquals(0, buffer.getLong((5 << 20) - 3));
    }

    @ParameterizedTest
    @MethodSource("banks")
    void readsZerosUntilWritten(MemoryBank bank) {
        for (long at : new long[] {0, GIB - 3, 3 * GIB, 3 * GIB + 4088}) {
            assertEquals(0, bank.load(at, 8));
        }
    }

    @ParameterizedTest
    @MethodSource("banks")
    void isLittleEndianAtAnyAlignmentAndAcrossChunks(MemoryBank bank) {
        for (long border : new long[] {64, CHUNK, GIB, 3 * GIB}) {
            for (int back = 0; back <= 8; back++) {
                long at = border - back;
                bank.store(at, 8, 0x8877665544332211L + back);
                assertEquals(0x8877665544332211L + back, bank.load(at, 8));
                assertEquals(0x88776655L, bank.load(at + 4, 4));
                assertEquals(0x7766, bank.load(at + 5, 2));
                assertEquals(0x11 + back, bank.load(at, 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("banks")
    void movesRangesAcrossChunks(MemoryBank bank) {
        byte[] bytes = new byte[3 << 20];
        new SplittableRandom(1).nextBytes(bytes);
        long at = GIB - (1 << 20) - 5;
        bank.write(at, bytes, 0, bytes.length);
        byte[] back = new byte[bytes.length];
        bank.read(at, back, 0, back.length);
        assertArrayEquals(bytes, back);

        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 10).position(10);
        bank.read(at, buffer, bytes.length);
        assertEquals(0, buffer.remaining());
        assertArrayEquals(bytes, Arrays.copyOfRange(buffer.array(), 10, buffer.limit()));
        bank.write(5, buffer.position(10), bytes.length);
        bank.read(5, back, 0, back.length);
        assertArrayEquals(bytes, back);
    }

    @ParameterizedTest
    @MethodSource("banks")
    void copiesOverlappingRangesAsIfThroughABuffer(MemoryBank bank) {
        SplittableRandom random = new SplittableRandom(42);
        int length = 1 << 20;
        long base = GIB - (1 << 19) - 77;
        for (int i = 0; i < 10; i++) {
            byte[] bytes = new byte[length];
            new SplittableRandom(i).nextBytes(bytes);
            bank.write(base, bytes, 0, length);
            long shift = random.nextInt(1, 1 << (4 + 2 * i));
            bank.copyDescending(base + shift, bank, base, length);
            assertArrayEquals(bytes, read(bank, base + shift, length), "shift " + shift);
            bank.copyAscending(base, bank, base + shift, length);
            assertArrayEquals(bytes, read(bank, base, length), "shift -" + shift);
        }
    }

    @ParameterizedTest
    @MethodSource("banks")
    void fillsAnyRangeAndNothingBeside(MemoryBank bank) {
        for (int length : new int[] {0, 1, 63, 64, 65, 1 << 16, (1 << 20) + 3}) {
            long at = CHUNK - length / 2 - 1;
            bank.fill(at, length, (byte) 0xa5);
            byte[] expected = new byte[length + 2];
            Arrays.fill(expected, 1, length + 1, (byte) 0xa5);
            assertArrayEquals(expected, read(bank, at - 1, length + 2), "length " + length);
            bank.fill(at, length, (byte) 0);
            assertArrayEquals(new byte[length + 2], read(bank, at - 1, length + 2));
        }
    }

    private static byte[] read(MemoryBank bank, long at, int length) {
        byte[] bytes = new byte[length];
        bank.read(at, bytes, 0, length);
        return bytes;
    }

    @Test
    void aTebibyteIsThereAtOnce() {
        for (MemoryBank bank :
                new MemoryBank[] {
                    MemoryBank.of(1L << 40), MemoryBank.withoutNativeAccess(1L << 40)
                }) {
            assertTimeout(
                    Duration.ofSeconds(5),
                    () -> {
                        bank.store((1L << 40) - 8, 8, 42);
                        assertEquals(42, bank.load((1L << 40) - 8, 8));
                    });
        }
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void aSmallBankOfBuffersCostsNoMoreThanItHolds() {
        long before = directMemory();
        List<MemoryBank> banks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            MemoryBank bank = MemoryBank.withoutNativeAccess(512);
            bank.store(0, 1, 1);
            banks.add(bank);
        }
        assertEquals(100, banks.size());
        assertTrue(directMemory() - before < 1 << 20);
    }

    @Test
    void pagesOfZerosInASavedBankCostNothing() throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(saved);
        for (int page = 0; page < 1 << 18; page += 1 << 13) {
            out.writeLong(page);
            out.writeInt(1);
            out.write(new byte[MemoryBank.PAGE]);
        }
        out.writeLong(-1);
        MemoryBank bank = MemoryBank.withoutNativeAccess(1L << 30);
        long before = directMemory();
        BankFormat.read(bank, new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertTrue(directMemory() - before < 1 << 20);
    }
}
