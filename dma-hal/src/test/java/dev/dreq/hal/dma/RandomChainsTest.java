package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MapTransferEx over chains of MDLs of any shape, from any offset, with any number of registers and
 * any room for the list: the bytes asked arrive, piece by piece, and no other byte changes.
 */
class RandomChainsTest {
    private static final int CHANNEL_8 = 1;
    private static final int CHANNEL_16 = 6;

    static LongStream seeds() {
        return LongStream.range(0, 240);
    }

    private final Pc pc = Pc.upTo(0x1_9000_0000L);
    private final Rig rig = new Rig(pc, KernelOptions.defaults(), 0x40000, 32);

    /** A device of some kind: its driver, and its slave's channel, if it is one. */
    private record Device(DriverV3 driver, int channel) {
        boolean isSlave() {
            return channel >= 0;
        }

        int unit() {
            return channel == CHANNEL_16 ? 2 : 1;
        }
    }

    private Device device(SplittableRandom random) {
        int most = 0x1000 * (1 + random.nextInt(8));
        int[] widths = {24, 32, 33, 64};
        int width = widths[random.nextInt(widths.length)];
        return switch (random.nextInt(4)) {
            case 0 -> new Device(driver(DriverV3.slave(CHANNEL_8).maximumLength(most)), CHANNEL_8);
            case 1 ->
                    new Device(driver(DriverV3.slave(CHANNEL_16).maximumLength(most)), CHANNEL_16);
            case 2 -> new Device(driver(DriverV3.pci(false, width, most)), -1);
            default -> new Device(driver(DriverV3.pci(true, width, most)), -1);
        };
    }

    private DriverV3 driver(DeviceDescription.Builder description) {
        return new DriverV3(rig, description);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theBytesAskedArriveAndNothingElseChanges(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String message = "seed " + seed;
        Device device = device(random);
        RandomBuffers buffers =
                new RandomBuffers(rig, pc, random).without(0x20, 0x80).without(0, 1);
        Mdl chain = null;
        int bytes = 0;
        for (int mdls = 1 + random.nextInt(4); mdls > 0; mdls--) {
            Mdl mdl = buffers.next(1 + random.nextInt(5), device.unit());
            mdl.setNext(chain);
            chain = mdl;
            bytes += mdl.byteCount();
        }
        int offset = random.nextInt(bytes) & -device.unit();
        int length = Math.max(device.unit(), 1 + random.nextInt(bytes - offset) & -device.unit());
        byte[] before = buffers.bytes(bytes);
        Master.fill(rig, chain, before);
        byte[] onDevice = buffers.bytes(length);
        boolean write = random.nextBoolean();
        Map<Long, byte[]> memory = pc.memory();

        int registers = 1 + random.nextInt(device.driver.registers);
        device.driver.take(registers);
        List<Master.Run> given = new ArrayList<>();
        int pieces = 0;
        for (int done = 0; done < length; pieces++) {
            done +=
                    move(
                            device,
                            chain,
                            offset + done,
                            onDevice,
                            done,
                            write,
                            random,
                            given,
                            message);
            assertTrue(pieces <= length, message);
        }
        device.driver.freeChannel();

        byte[] asked = Arrays.copyOfRange(before, offset, offset + length);
        byte[] expected = before.clone();
        if (write) {
            assertArrayEquals(asked, onDevice, message);
        } else {
            System.arraycopy(onDevice, 0, expected, offset, length);
        }
        assertArrayEquals(expected, Master.contents(rig, chain), message);
        buffers.requireUnchanged(memory, chain, given, message);
        device.driver.operations.putDmaAdapter(device.driver.adapter);
    }

    /** One MapTransferEx, transfer and flush; how many bytes it was. */
    private int move(
            Device device,
            Mdl chain,
            int offset,
            byte[] onDevice,
            int done,
            boolean write,
            SplittableRandom random,
            List<Master.Run> given,
            String message) {
        DriverV3 driver = device.driver;
        int room = 1 + random.nextInt(5);
        Pulong length = rig.mm.newUlong(onDevice.length - done);
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                driver.map(chain, offset, length, write, driver.list, 16 + room * 24 + 3),
                message);
        int mapped = length.get();
        List<Master.Run> runs = driver.runs();
        assertTrue(runs.size() <= room, message + ", elements: " + runs);
        AddressReach reach = ((AdapterObject) driver.adapter).kind().reach();
        RandomBuffers.requireReachable(runs, reach, mapped, message);
        given.addAll(runs);
        transfer(device, runs, onDevice, done, mapped, write, message);
        assertEquals(NtStatus.STATUS_SUCCESS, driver.flush(chain, offset, mapped, write), message);
        return mapped;
    }

    private void transfer(
            Device device,
            List<Master.Run> runs,
            byte[] onDevice,
            int done,
            int mapped,
            boolean write,
            String message) {
        if (device.isSlave()) {
            byte[] piece = Arrays.copyOfRange(onDevice, done, done + mapped);
            assertEquals(mapped, pc.device(device.channel, piece), message);
            System.arraycopy(piece, 0, onDevice, done, mapped);
            return;
        }
        int at = done;
        for (Master.Run run : runs) {
            if (write) {
                pc.read(run.address(), onDevice, at, (int) run.length());
            } else {
                pc.write(run.address(), onDevice, at, (int) run.length());
            }
            at += (int) run.length();
        }
    }
}
