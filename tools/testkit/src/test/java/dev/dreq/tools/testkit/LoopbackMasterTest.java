package dev.dreq.tools.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.testkit.bus.FakePciSlot;
import dev.dreq.tools.testkit.bus.FakeState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop-back bus master in a slot, with no machine. */
class LoopbackMasterTest {

    private static final int START = 0x01;
    private static final int ABORT = 0x02;
    private static final int TO_MEMORY = 0x04;
    private static final int SG = 0x08;
    private static final int INTERRUPT = 0x10;
    private static final int TABLE = 0x3000;

    private final LoopbackMasterProvider provider = new LoopbackMasterProvider();
    private Settings settings;
    private FakePciSlot slot;
    private Device device;

    private void insert(Map<String, String> texts) {
        settings = Settings.parse(provider.settings(), texts);
        slot = FakePciSlot.forFunction(provider, settings);
        device = provider.create(settings, slot);
    }

    private void start(long address, long count, long offset, int control) {
        slot.write("ADDRESS", address);
        slot.write("COUNT", count);
        slot.write("OFFSET", offset);
        slot.write("CONTROL", START | control);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] onCard(int from, int length) {
        byte[] bytes = new byte[length];
        slot.bank(LoopbackMaster.BUFFER_BAR).get(from, bytes);
        return bytes;
    }

    private void table(long... addressesAndLengths) {
        ByteBuffer entries =
                ByteBuffer.allocate(8 * addressesAndLengths.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : addressesAndLengths) {
            entries.putLong(word);
        }
        slot.memory().put(TABLE, entries.array());
    }

    @Test
    void givesBackWhatItHasTaken() {
        insert(Map.of());
        byte[] bytes = random(0x1234);
        slot.memory().put(0x1003, bytes);
        start(0x1003, bytes.length, 5, INTERRUPT);
        assertEquals(0x01, slot.read("STATUS"));
        slot.pass(1_000_000);
        assertEquals(0x02, slot.read("STATUS"));
        assertArrayEquals(bytes, onCard(5, bytes.length));
        assertTrue(slot.interrupt().isHigh());
        slot.write("STATUS", 0x02);
        assertFalse(slot.interrupt().isHigh());

        start(0x8000, bytes.length, 5, TO_MEMORY);
        slot.pass(1_000_000);
        assertArrayEquals(bytes, slot.memory().get(0x8000, bytes.length));
        assertEquals(bytes.length, slot.read("MOVED"));
        assertFalse(slot.interrupt().isHigh(), "not asked for");
    }

    @Test
    void takesTheTimeThatItsBandwidthAsksFor() {
        insert(Map.of("bandwidth", "1M", "burst", "256"));
        start(0x1000, 1 << 10, 0, 0);
        slot.pass(1_000_000_000L / 1024 / 2);
        assertEquals(0x01, slot.read("STATUS"));
        assertEquals(512, slot.read("MOVED"));
        slot.pass(1_000_000_000L / 1024 / 2 + 1);
        assertEquals(0x02, slot.read("STATUS"));
    }

    @Test
    void gathersTheRangesOfATableAndGoesRoundInItsBuffer() {
        insert(Map.of("buffer", "4K", "bandwidth", "0"));
        byte[] bytes = random(0x900);
        slot.memory().put(0x10_0001, bytes);
        table(0x10_0001, 0x100, 0x10_0101, 0x800);
        start(TABLE, 2, 0xf00, SG);
        assertEquals(0x02, slot.read("STATUS"));
        assertArrayEquals(bytes, joined(onCard(0xf00, 0x100), onCard(0, 0x800)));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    @ParameterizedTest
    @EnumSource(
            value = BusStatus.class,
            names = {"OK"},
            mode = EnumSource.Mode.EXCLUDE)
    void aBusErrorEndsTheTransferWhereItHappened(BusStatus fault) {
        insert(Map.of("bandwidth", "0"));
        slot.memory().failAt(0x1100, fault);
        start(0x1000, 0x200, 0, INTERRUPT);
        assertEquals(0x04 | LoopbackError.of(fault).code() << 8, slot.read("STATUS"));
        assertEquals(0x100, slot.read("MOVED"));
        assertTrue(slot.interrupt().isHigh());
        slot.write("STATUS", 0x04);
        assertEquals(0, slot.read("STATUS"));
    }

    @Test
    void whatCannotBeDoneIsAnErrorBeforeAnyAccess() {
        insert(Map.of("max-sg", "2", "max-transfer", "4K", "dma64", "off", "bandwidth", "0"));
        long[][] commands = {
            {0x1000, 0, 0, 5},
            {0x1000, 0x1001, 0, 5},
            {0x1_0000_0000L, 1, 0, 6},
            {0xffff_ffffL, 2, 0, 6},
            {-1, 2, 0, 6},
            {TABLE, 0, SG, 5},
            {TABLE, 3, SG, 5},
            {-8, 1, SG, 6}
        };
        for (long[] command : commands) {
            start(command[0], command[1], 0, (int) command[2]);
            assertEquals(0x04 | command[3] << 8, slot.read("STATUS"));
        }
        assertEquals(0, slot.memory().accesses().size());
        table(0x1000, 0);
        start(TABLE, 1, 0, SG);
        assertEquals(0x504, slot.read("STATUS"), "an entry of no bytes");
    }

    @Test
    void abortStopsItAndASecondStartIsAGuestError() {
        insert(Map.of("bandwidth", "1M", "burst", "256"));
        start(0x1000, 0x1000, 0, 0);
        slot.write("CONTROL", START);
        assertEquals(1, slot.guestErrors().size());
        slot.pass(300_000);
        slot.write("CONTROL", ABORT | INTERRUPT);
        assertEquals(0x08, slot.read("STATUS"));
        assertTrue(slot.interrupt().isHigh());
        slot.memory().forgetAccesses();
        slot.pass(1_000_000_000);
        assertEquals(0, slot.memory().accesses().size());
    }

    @Test
    void goesOnWhereItWasSaved() {
        insert(Map.of("bandwidth", "1M", "burst", "256"));
        slot.memory().put(0x1000, random(0x1000));
        start(0x1000, 0x1000, 0, INTERRUPT);
        slot.pass(1_000_000);
        FakeState state = new FakeState();
        device.save(state);
        FakePciSlot second = slot.copy();
        provider.restore(settings, second, state.reader());
        second.restoreWires(slot);
        slot.pass(10_000_000);
        second.pass(10_000_000);
        assertEquals(0x02, second.read("STATUS"));
        assertEquals(slot.bank(1), second.bank(1));
    }

    @Test
    void refusesABufferThatIsNoPowerOfTwo() {
        Settings odd = Settings.parse(provider.settings(), Map.of("buffer", "5000"));
        SettingException refused =
                assertThrows(SettingException.class, () -> provider.function(odd));
        assertTrue(refused.getMessage().contains("power of two"), refused.getMessage());
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertTrue(
                ServiceLoader.load(DeviceProvider.class).stream()
                        .anyMatch(found -> found.type() == LoopbackMasterProvider.class));
    }
}
