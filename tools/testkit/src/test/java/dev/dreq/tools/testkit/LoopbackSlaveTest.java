package dev.dreq.tools.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;

class LoopbackSlaveTest {

    private static final int CONTROL = 0x00;
    private static final int STATUS = 0x01;
    private static final int PATTERN = 0x02;
    private static final int LIMIT = 0x04;
    private static final int MOVED = 0x08;
    private static final int START_OFFSET = 0x0c;
    private static final int DATA_OFFSET = 0x10;
    private static final int DATA = 0x14;
    private static final int BUFFER_SIZE = 0x18;

    private static final int FROM_MEMORY = 0x01;
    private static final int TO_MEMORY = 0x03;
    private static final int INTERRUPT = 0x04;
    private static final int THROUGH_TC = 0x08;

    private final LoopbackSlaveProvider provider = new LoopbackSlaveProvider();
    private final DmaChannel channel = mock(DmaChannel.class);
    private final InterruptLine irq = mock(InterruptLine.class);
    private final Timer timer = mock(Timer.class);
    private final IsaSlot slot = mock(IsaSlot.class);
    private IoHandler ports;
    private DmaSlave slave;
    private Runnable timerAction;

    private void insert(Map<String, String> texts) {
        Clock clock = mock(Clock.class);
        ArgumentCaptor<Runnable> action = ArgumentCaptor.forClass(Runnable.class);
        ArgumentCaptor<DmaSlave> end = ArgumentCaptor.forClass(DmaSlave.class);
        ArgumentCaptor<IoHandler> handler = ArgumentCaptor.forClass(IoHandler.class);
        when(slot.clock()).thenReturn(clock);
        when(clock.timer(anyString(), action.capture())).thenReturn(timer);
        when(slot.dma(eq("dma"), end.capture())).thenReturn(channel);
        when(slot.irq("irq")).thenReturn(irq);
        provider.create(Settings.parse(provider.settings(), texts), slot);
        verify(slot).map(eq("ports"), handler.capture());
        ports = handler.getValue();
        slave = end.getValue();
        timerAction = action.getValue();
    }

    private void load(byte[] bytes) {
        ports.write(DATA_OFFSET, 4, 0);
        for (byte value : bytes) {
            ports.write(DATA, 1, value & 0xff);
        }
    }

    private byte[] unload(int length) {
        ports.write(DATA_OFFSET, 4, 0);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ports.read(DATA, 1);
        }
        return bytes;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    /** A burst over an array, as a controller would offer it. */
    private static final class Offer implements DmaBurst {
        private final ByteBuffer memory;
        private final int length;
        private final DmaDirection direction;
        private final boolean last;

        Offer(byte[] memory, int from, int length, DmaDirection direction, boolean last) {
            this.memory = ByteBuffer.wrap(memory, from, length);
            this.length = length;
            this.direction = direction;
            this.last = last;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public boolean terminalCount() {
            return last;
        }

        @Override
        public DmaDirection direction() {
            return direction;
        }

        @Override
        public void give(ByteBuffer source) {
            assertTrue(source.remaining() <= memory.remaining());
            memory.put(source);
        }

        @Override
        public void take(ByteBuffer target) {
            byte[] piece = new byte[target.remaining()];
            memory.get(piece);
            target.put(piece);
        }
    }

    private int give(byte[] memory, int from, int length, boolean last) {
        return slave.transfer(new Offer(memory, from, length, DmaDirection.TO_MEMORY, last));
    }

    private int take(byte[] memory, int from, int length, boolean last) {
        return slave.transfer(new Offer(memory, from, length, DmaDirection.FROM_MEMORY, last));
    }

    @Test
    void givesBackWhatItHasTaken() {
        insert(Map.of());
        byte[] memory = random(0x300);
        ports.write(CONTROL, 1, FROM_MEMORY | INTERRUPT);
        verify(channel).request(true);
        assertEquals(0x300, take(memory, 0, 0x300, true));
        assertArrayEquals(memory, unload(0x300));

        byte[] back = new byte[0x300];
        ports.write(STATUS, 1, 0xff);
        ports.write(CONTROL, 1, TO_MEMORY);
        assertEquals(0x300, give(back, 0, 0x300, true));
        assertArrayEquals(memory, back);
        assertEquals(0x300, ports.read(MOVED, 4));
    }

    @Test
    void endsAtTerminalCountWithItsStatusAndItsInterrupt() {
        insert(Map.of());
        ports.write(CONTROL, 1, TO_MEMORY | INTERRUPT);
        assertEquals(0x01, ports.read(STATUS, 1));
        give(new byte[0x10], 0, 0x10, true);

        assertEquals(0x0e, ports.read(STATUS, 1));
        assertEquals(0x02 | INTERRUPT, ports.read(CONTROL, 1));
        InOrder order = inOrder(channel, irq);
        order.verify(channel).request(true);
        order.verify(channel).request(false);
        order.verify(irq).set(true);
        ports.write(STATUS, 1, 0x08);
        order.verify(irq).set(false);
        assertEquals(0x06, ports.read(STATUS, 1));
        assertEquals(0, give(new byte[0x10], 0, 0x10, true), "idle again");
    }

    @Test
    void stopsAtItsOwnLimitBeforeTerminalCount() {
        insert(Map.of());
        ports.write(LIMIT, 4, 0x123);
        ports.write(CONTROL, 1, TO_MEMORY);
        assertEquals(0x123, give(new byte[0x200], 0, 0x200, true));
        assertEquals(0x02, ports.read(STATUS, 1));
        assertEquals(0x123, ports.read(MOVED, 4));
        verify(irq, never()).set(true);
    }

    @Test
    void onWordChannelsLimitAndBurstAreWholeWords() {
        insert(Map.of("dma", "5", "burst", "3"));
        ports.write(LIMIT, 4, 5);
        ports.write(CONTROL, 1, TO_MEMORY);
        assertEquals(4, give(new byte[8], 0, 8, false));
        timerAction.run();
        assertEquals(2, give(new byte[8], 0, 8, false));
        assertEquals(0x02, ports.read(STATUS, 1));
    }

    @Test
    void movesOneBurstEachTimeItRaisesDreq() {
        insert(Map.of("burst", "16", "gap", "250"));
        byte[] memory = random(0x28);
        ports.write(CONTROL, 1, FROM_MEMORY);
        assertEquals(0x10, take(memory, 0, 0x28, true));
        InOrder order = inOrder(channel, timer);
        order.verify(channel).request(true);
        order.verify(channel).request(false);
        order.verify(timer).armIn(250);
        timerAction.run();
        order.verify(channel).request(true);
        assertEquals(0x10, take(memory, 0x10, 0x18, true));
        timerAction.run();
        assertEquals(0x08, take(memory, 0x20, 0x08, true));

        assertArrayEquals(memory, unload(0x28));
        assertEquals(0x06, ports.read(STATUS, 1));
    }

    @Test
    void aBurstMayEndAtAPageEdgeWithoutDreqFalling() {
        insert(Map.of());
        byte[] memory = random(0x20);
        ports.write(CONTROL, 1, FROM_MEMORY);
        assertEquals(0x10, take(memory, 0, 0x10, false));
        verify(channel, never()).request(false);
        assertEquals(0x10, take(memory, 0x10, 0x10, true));
        assertArrayEquals(memory, unload(0x20));
    }

    @Test
    void goesThroughTerminalCountToItsLimitWhenAsked() {
        insert(Map.of());
        ports.write(LIMIT, 4, 0x18);
        ports.write(CONTROL, 1, TO_MEMORY | THROUGH_TC);
        assertEquals(0x10, give(new byte[0x10], 0, 0x10, true));
        assertEquals(0x05, ports.read(STATUS, 1));
        verify(timer).armIn(1_000);
        timerAction.run();
        assertEquals(0x08, give(new byte[0x10], 0, 0x10, true));
        assertEquals(0x06, ports.read(STATUS, 1));
    }

    @Test
    void goesRoundAndRoundInItsBuffer() {
        insert(Map.of("buffer", "8"));
        ports.write(START_OFFSET, 4, 6);
        byte[] memory = new byte[20];
        load(new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        ports.write(CONTROL, 1, TO_MEMORY);
        give(memory, 0, 20, true);
        for (int i = 0; i < 20; i++) {
            assertEquals((6 + i) % 8, memory[i]);
        }
        assertEquals(8, ports.read(BUFFER_SIZE, 4));
    }

    @Test
    void fillsItsBufferWithAPattern() {
        insert(Map.of());
        ports.write(PATTERN, 1, 0x42);
        byte[] bytes = unload(0x300);
        for (int i = 0; i < bytes.length; i++) {
            assertEquals((byte) (0x42 + i + (i >> 8)), bytes[i]);
        }
    }

    @Test
    void saysWhenTheControllerWasProgrammedForAnotherDirection() {
        insert(Map.of());
        ports.write(CONTROL, 1, TO_MEMORY);
        slave.transfer(new Offer(new byte[4], 0, 4, DmaDirection.VERIFY, true));
        assertEquals(0x16, ports.read(STATUS, 1));
    }

    @Test
    void stopsWhenStartIsTakenBack() {
        insert(Map.of("burst", "4"));
        ports.write(CONTROL, 1, TO_MEMORY);
        give(new byte[8], 0, 8, true);
        ports.write(CONTROL, 1, 0);
        verify(timer).cancel();
        assertEquals(0x00, ports.read(STATUS, 1));
        assertEquals(0, give(new byte[8], 0, 8, true));
    }

    @Test
    void aSecondStartWhileBusyIsAGuestError() {
        insert(Map.of());
        ports.write(CONTROL, 1, TO_MEMORY);
        ports.write(CONTROL, 1, TO_MEMORY);
        verify(slot).guestError(anyString());
        verify(channel).request(true);
    }

    @Test
    void survivesRegistersThatChangeInTheMiddle() {
        insert(Map.of("burst", "4"));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            int size = 1 << random.nextInt(3);
            ports.write(random.nextInt(0x20) & -size, size, random.nextLong() >>> (64 - 8 * size));
            ports.read(random.nextInt(0x20) & -size, size);
            int length = 1 + random.nextInt(0x40);
            int moved = give(new byte[length], 0, length, random.nextBoolean());
            assertTrue(0 <= moved && moved <= length);
            if (random.nextBoolean()) {
                timerAction.run();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "5", "7"})
    void asksForItsChannel(String dma) {
        Settings settings = Settings.parse(provider.settings(), Map.of("dma", dma));
        assertTrue(provider.claims(settings).contains(IsaClaim.dma("dma", Integer.parseInt(dma))));
    }

    @Test
    void refusesTheCascadeChannel() {
        Settings settings = Settings.parse(provider.settings(), Map.of("dma", "4"));
        SettingException refused =
                assertThrows(SettingException.class, () -> provider.claims(settings));
        assertTrue(refused.getMessage().contains("0..3 or 5..7"), refused.getMessage());
    }

    @Test
    void resetForgetsEverything() {
        insert(Map.of());
        ports.write(PATTERN, 1, 1);
        ports.write(CONTROL, 1, TO_MEMORY);
        ((LoopbackSlave) slave).reset();
        assertEquals(0, ports.read(STATUS, 1));
        assertArrayEquals(new byte[16], unload(16));
        assertEquals(0, give(new byte[8], 0, 8, true));
        verify(irq, never()).set(true);
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertTrue(
                ServiceLoader.load(DeviceProvider.class).stream()
                        .anyMatch(found -> found.type() == LoopbackSlaveProvider.class));
        assertEquals("loopback-slave", provider.type());
        assertTrue(
                Arrays.asList("dma", "irq", "iobase").stream()
                        .allMatch(
                                name ->
                                        provider.settings().stream()
                                                .anyMatch(s -> s.name().equals(name))));
        verify(slot, never()).map(any(), any());
    }
}
