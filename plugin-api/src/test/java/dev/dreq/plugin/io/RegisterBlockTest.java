package dev.dreq.plugin.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterBlockTest {

    @Test
    void aPlainRegisterStoresWhatIsWritten() {
        RegisterBlock block = RegisterBlock.of(4, AccessSizes.ANY, Register.named("COUNT", 0, 4));

        block.write(0, 4, 0xcafe_babeL);

        assertEquals(0xcafe_babeL, block.read(0, 4));
    }

    @Test
    void undeclaredOffsetsReadAllOnesAndIgnoreWrites() {
        RegisterBlock block = RegisterBlock.of(8, AccessSizes.ANY, Register.named("COUNT", 0, 4));

        block.write(4, 4, 0);

        assertEquals(0xffff_ffffL, block.read(4, 4));
    }

    @Test
    void aReadOfTheDeviceGivesItsAnswerAndAWriteReachesIt() {
        LongSupplier status = mock();
        LongConsumer command = mock();
        when(status.getAsLong()).thenReturn(0x80L);
        RegisterBlock block =
                RegisterBlock.of(
                        1,
                        AccessSizes.BYTES,
                        Register.named("STATUS_COMMAND", 0, 1).onRead(status).onWrite(command));

        block.write(0, 1, 4);

        assertEquals(0x80, block.read(0, 1));
        inOrder(command).verify(command).accept(4);
    }

    @Test
    void aReadOnlyRegisterIgnoresWritesAndAWriteOnlyOneReadsOnes() {
        LongConsumer written = mock();
        RegisterBlock block =
                RegisterBlock.of(
                        2,
                        AccessSizes.BYTES,
                        Register.named("ID", 0, 1).reset(0x41).readOnly().onWrite(written),
                        Register.named("DATA", 1, 1).writeOnly());

        block.write(0, 1, 7);
        block.write(1, 1, 7);

        assertEquals(0x41, block.read(0, 1));
        assertEquals(0xff, block.read(1, 1));
        verifyNoInteractions(written);
    }

    @Test
    void whetherAReadRunsCodeOfTheDeviceIsKnown() {
        assertTrue(Register.named("ID", 0, 1).readOnly().readsAreStored());
        assertTrue(Register.named("GO", 0, 1).onWrite(any -> {}).readsAreStored());
        assertFalse(Register.named("FIFO", 0, 1).onRead(() -> 0).readsAreStored());
        assertFalse(Register.named("COMMAND", 0, 1).writeOnly().readsAreStored());
    }

    @Test
    void aOneWrittenClearsAStatusBitAndAZeroLeavesIt() {
        Register status =
                Register.named("STATUS", 0, 4)
                        .access(Register.Access.WRITE_ONE_TO_CLEAR)
                        .reset(0b1110);
        RegisterBlock block = RegisterBlock.of(4, AccessSizes.ANY, status);

        block.write(0, 4, 0b0110);

        assertEquals(0b1000, block.read(0, 4));
    }

    @Test
    void bitsThatAreNotWritableKeepTheirValue() {
        RegisterBlock block =
                RegisterBlock.of(
                        4,
                        AccessSizes.ANY,
                        Register.named("CTRL", 0, 4).reset(0xf0).writable(0x0f));

        block.write(0, 4, 0x35);

        assertEquals(0xf5, block.read(0, 4));
    }

    @Test
    void resetBringsThePowerOnValueBack() {
        Register control = Register.named("CTRL", 0, 1).reset(0x0c);
        RegisterBlock block = RegisterBlock.of(1, AccessSizes.BYTES, control);
        block.write(0, 1, 0);

        block.reset();

        assertEquals(0x0c, control.get());
    }

    @Test
    void registersMustNotShareAnOffsetOrLeaveTheWindow() {
        String shared =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        RegisterBlock.of(
                                                4,
                                                AccessSizes.ANY,
                                                Register.named("A", 0, 4),
                                                Register.named("B", 3, 1)))
                        .getMessage();
        assertEquals("registers A and B share offset 3", shared);
        assertThrows(
                IllegalArgumentException.class,
                () -> RegisterBlock.of(4, AccessSizes.ANY, Register.named("A", 2, 4)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void accessesOfAnySizeSeeTheSameBytesAsByteAccesses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Register> registers = new ArrayList<>();
        byte[] model = new byte[64];
        int end = 0;
        while (end <= 48) {
            int width = 1 << random.nextInt(4);
            registers.add(Register.named("R" + end, end, width));
            end += width;
        }
        RegisterBlock block =
                RegisterBlock.of(64, AccessSizes.ANY, registers.toArray(Register[]::new));

        for (int i = 0; i < 2_000; i++) {
            int size = 1 << random.nextInt(4);
            int offset = random.nextInt(end - size + 1);
            if (random.nextBoolean()) {
                long value = random.nextLong();
                block.write(offset, size, size == 8 ? value : value & ((1L << (8 * size)) - 1));
                for (int b = 0; b < size; b++) {
                    model[offset + b] = (byte) (value >>> (8 * b));
                }
            } else {
                long expected = 0;
                for (int b = 0; b < size; b++) {
                    expected |= (model[offset + b] & 0xffL) << (8 * b);
                }
                assertEquals(expected, block.read(offset, size), "seed " + seed + ", access " + i);
            }
        }
    }
}
