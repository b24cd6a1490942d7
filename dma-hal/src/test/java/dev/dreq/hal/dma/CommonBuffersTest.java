package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.verifier.Rule;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonBuffersTest {
    private final Pc pc = Pc.upTo(0x400_0000);
    private final Rig rig = new Rig(pc, KernelOptions.defaults());
    private final PphysicalAddress logical = rig.dma.newPhysicalAddress();

    private long allocate(Rig.Slave slave, int length, boolean cacheEnabled) {
        return slave.operations.allocateCommonBuffer(slave.adapter, length, logical, cacheEnabled);
    }

    @ParameterizedTest
    @CsvSource({"1, 0x10000", "5, 0x20000"})
    void aBufferIsReachableAndWithinAWindow(int channel, int window) {
        Rig.Slave slave = rig.slave(Rig.on(channel).maximumLength(window));
        SplittableRandom random = new SplittableRandom(channel);
        for (int i = 0; i < 60; i++) {
            int length = random.nextInt(1, window + 1);
            long va = allocate(slave, length, false);
            String message = "seed %d, buffer %d of %x".formatted(channel, i, length);
            assertNotEquals(0, va, message);
            long first = logical.get();
            assertEquals(first / window, (first + length - 1) / window, message);
            assertEquals(0, first % 0x1000, message);
            assertTrue(first + length <= 0x100_0000, message);
            rig.mm.write(va + length - 1, new byte[] {(byte) i}, 0, 1);
            assertEquals(i, pc.load8(first + length - 1), message);
        }
    }

    @Test
    void thereIsNoneForNothingOrForMoreThanTheRegisters() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x2000));
        assertEquals(0, allocate(slave, 0, false));
        assertEquals(0, allocate(slave, 0x3001, false));
        assertEquals(0, allocate(slave, -1, false));
        assertNotEquals(0, allocate(slave, 0x3000, false));
    }

    @Test
    void thereIsNoneLeftWhenMemoryBelow16MiBIsGoneAndThereIsAgainBehindAFree() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x10000));
        long last = 0;
        long lastLogical = 0;
        for (long va = allocate(slave, 0x10000, true); va != 0; ) {
            last = va;
            lastLogical = logical.get();
            va = allocate(slave, 0x10000, true);
        }
        assertEquals(lastLogical, logical.get(), "a failure leaves the OUT address alone");
        slave.operations.freeCommonBuffer(slave.adapter, 0x10000, lastLogical, last, true);
        assertNotEquals(0, allocate(slave, 0x10000, true));
    }

    @Test
    void aBufferIsFreedWithTheSameArgumentsAndOnce() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x2000));
        long va = allocate(slave, 0x1234, true);
        long at = logical.get();
        stops(slave, Rule.COMMON_BUFFER_MISMATCH, 0x1000, at, va, true);
        stops(slave, Rule.COMMON_BUFFER_MISMATCH, 0x2000, at, va, true);
        stops(slave, Rule.COMMON_BUFFER_MISMATCH, 0x1234, at + 1, va, true);
        stops(slave, Rule.COMMON_BUFFER_MISMATCH, 0x1234, at, va, false);
        stops(slave, Rule.COMMON_BUFFER_NOT_ALLOCATED, 0x1234, at, va + 0x1000, true);
        BugCheck left =
                assertThrows(BugCheck.class, () -> slave.operations.putDmaAdapter(slave.adapter));
        assertEquals(Rule.COMMON_BUFFERS_LEFT.code(), left.parameter(1));
        slave.operations.freeCommonBuffer(slave.adapter, 0x1234, at, va, true);
        stops(slave, Rule.COMMON_BUFFER_NOT_ALLOCATED, 0x1234, at, va, true);
        slave.operations.putDmaAdapter(slave.adapter);
    }

    private static void stops(
            Rig.Slave slave,
            Rule violation,
            int length,
            long logical,
            long va,
            boolean cacheEnabled) {
        BugCheck stop =
                assertThrows(
                        BugCheck.class,
                        () ->
                                slave.operations.freeCommonBuffer(
                                        slave.adapter, length, logical, va, cacheEnabled));
        assertEquals(violation.code(), stop.parameter(1));
    }
}
