package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mistakes that a DMA service or its driver makes easily, where no other test has their name. */
class CommonMistakesTest {
    private static final long RAM_END = 0x1_9000_0000L;

    private final Pc pc = Pc.upTo(RAM_END);
    private final Rig rig = new Rig(pc, KernelOptions.defaults());

    private static byte[] pattern(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed + 7 * i);
        }
        return bytes;
    }

    @Test
    void aUsersBufferIsReachedThroughItsPagesThoughItsAddressIsOfNoUse() {
        Master master = new Master(rig, Master.pci(true, 32, 0x2000));
        Mdl mdl = rig.buffer(0x10, 0x1800, 0x10_0001L, 0x10_0005L);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        byte[] data = pattern(0x1800, 3);
        Master.fill(rig, mdl, data);
        assertTrue(va >= 0, "a user's address");
        rig.atDispatch(
                () ->
                        assertEquals(
                                BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL,
                                assertThrows(
                                                BugCheck.class,
                                                () -> rig.mm.read(va, new byte[1], 0, 1))
                                        .code()));
        master.take(2);
        assertArrayEquals(data, master.read(master.mapAll(mdl, va, 0x1800, true)));
    }

    @Test
    void onlyPagesThatWereBouncedAreCopiedBack() {
        Master master = new Master(rig, Master.pci(true, 32, 0x3000));
        Mdl mdl = rig.buffer(0, 0x3000, 0x400L, 0x10_0007L, 0x500L);
        Master.fill(rig, mdl, pattern(0x3000, 1));
        byte[] data = pattern(0x3000, 9);
        master.take(3);
        List<Master.Run> runs = master.mapAll(mdl, mdl.startVa(), 0x3000, false);
        assertEquals(0x40_0000L, runs.get(0).address());
        assertEquals(0x50_0000L, runs.get(2).address());
        master.write(runs, data);
        byte[] latest = pattern(0x1000, 77);
        pc.write(0x40_0000L, latest, 0, 0x1000);
        master.flush(mdl, mdl.startVa(), 0x3000, false);
        byte[] got = Master.contents(rig, mdl);
        assertArrayEquals(
                latest, Arrays.copyOf(got, 0x1000), "a direct page is as the device left it");
        assertArrayEquals(
                Arrays.copyOfRange(data, 0x1000, 0x3000), Arrays.copyOfRange(got, 0x1000, 0x3000));
        assertEquals(0x1000, master.statistics().bouncedBytes());
    }

    @Test
    void thePageWhoseLastByteIsInReachIsTheLastThatIsNotBounced() {
        assertTrue(AddressReach.BITS_24.page(0xFF_F000L));
        assertTrue(AddressReach.BITS_24.page(0xFF_FFFFL));
        assertFalse(AddressReach.BITS_24.page(0x100_0000L));
        AddressReach odd = AddressReach.BITS_32.upTo(0xFFFF_F7FFL);
        assertFalse(odd.page(0xFFFF_F000L), "its first byte is in reach, its last is not");
    }

    @Test
    void everyMemberOfTheTableTakesTheAdapterAndWhatIsAboutAnMdlDoesNot() {
        for (Method member : DmaOperations.class.getMethods()) {
            if (!member.getName().equals("size")) {
                assertEquals(DmaAdapter.class, member.getParameterTypes()[0], member.getName());
            }
        }
        for (Class<?> owner : List.of(Ke.class, Mm.class)) {
            for (Method method : owner.getMethods()) {
                if (Set.of("flushIoBuffers", "getMdlVirtualAddress").contains(method.getName())) {
                    assertEquals(Mdl.class, method.getParameterTypes()[0], method.getName());
                    assertFalse(
                            List.of(method.getParameterTypes()).contains(DmaAdapter.class),
                            method.getName());
                }
            }
        }
    }
}
