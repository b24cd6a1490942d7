package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * Physical memory as a bus master reaches it, for a test to fill, to look at and to break. It keeps
 * what the master did. A page exists once it was written; the rest of RAM is zero.
 */
public final class FakeMemory implements AddressSpace {

    /** How many accesses one handler or one instant makes at most. */
    public static final int MOST_ACCESSES = 100_000;

    private static final int PAGE = 0x1000;

    /**
     * An access of the master.
     *
     * @param direction {@link DmaDirection#FROM_MEMORY} for a read
     * @param length in bytes, as asked
     * @param moved in bytes, from the start
     */
    public record Access(
            DmaDirection direction, long address, int length, int moved, BusStatus status) {

        @Override
        public String toString() {
            return "%s %x+%x %s"
                    .formatted(
                            direction == DmaDirection.FROM_MEMORY ? "read" : "write",
                            address,
                            length,
                            status == BusStatus.OK ? "OK" : status + " after " + moved);
        }
    }

    private final List<RamRange> ram;
    private final List<RamRange> devices = new ArrayList<>();
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();
    private final List<Access> accesses = new ArrayList<>();
    private final TreeMap<Long, BusStatus> faults = new TreeMap<>();
    private BusStatus fault = BusStatus.OK;
    private Runnable beforeAccess = () -> {};
    private int accessesInHandler;

    /** Memory in these ranges, which do not overlap. */
    public FakeMemory(RamRange... ram) {
        this.ram = List.of(ram);
    }

    /** The memory of a PC: up to A0000, and from 100000 to {@code end}. */
    public static FakeMemory upTo(long end) {
        return new FakeMemory(new RamRange(0, 0xa_0000), new RamRange(0x10_0000, end - 0x10_0000));
    }

    /** The ranges of RAM. */
    public List<RamRange> ranges() {
        return ram;
    }

    /** Says that a range is a device's: a master is refused there. */
    public FakeMemory device(long start, long length) {
        devices.add(new RamRange(start, length));
        return this;
    }

    /** Puts bytes into memory, as somebody else than the master does. */
    public FakeMemory put(long address, byte... bytes) {
        for (int done = 0; done < bytes.length; ) {
            int in = (int) (address + done) & (PAGE - 1);
            int run = Math.min(bytes.length - done, PAGE - in);
            byte[] page = pages.computeIfAbsent((address + done) / PAGE, number -> new byte[PAGE]);
            System.arraycopy(bytes, done, page, in, run);
            done += run;
        }
        return this;
    }

    /** The bytes in memory. */
    public byte[] get(long address, int length) {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            int in = (int) (address + done) & (PAGE - 1);
            int run = Math.min(length - done, PAGE - in);
            byte[] page = pages.get((address + done) / PAGE);
            if (page != null) {
                System.arraycopy(page, in, bytes, done, run);
            }
            done += run;
        }
        return bytes;
    }

    /** Fails every access in this way, and moves nothing; {@link BusStatus#OK} ends that. */
    public void failAll(BusStatus status) {
        fault = status;
    }

    /** Fails each access that reaches an address in this way; what is below it moves. */
    public void failAt(long address, BusStatus status) {
        faults.put(address, status);
    }

    /** Clears or sets Bus Master Enable. */
    public void enabled(boolean enabled) {
        failAll(enabled ? BusStatus.OK : BusStatus.DISABLED);
    }

    /** Has something happen before each access of the master. */
    public void beforeAccess(Runnable action) {
        beforeAccess = action;
    }

    /** What the master did, in order; it goes on with what the master does. */
    public List<Access> accesses() {
        return Collections.unmodifiableList(accesses);
    }

    /** Forgets what the master did. */
    public void forgetAccesses() {
        accesses.clear();
    }

    @Override
    public BusStatus read(long address, ByteBuffer target) {
        return access(DmaDirection.FROM_MEMORY, address, target);
    }

    @Override
    public BusStatus write(long address, ByteBuffer source) {
        return access(DmaDirection.TO_MEMORY, address, source);
    }

    private BusStatus access(DmaDirection direction, long address, ByteBuffer buffer) {
        if (++accessesInHandler > MOST_ACCESSES) {
            throw new EndlessWork(
                    "%d accesses to memory without a pause, the latest at %x"
                            .formatted(MOST_ACCESSES, address));
        }
        beforeAccess.run();
        int length = buffer.remaining();
        BusStatus status = fault == BusStatus.OK ? move(direction, address, buffer) : fault;
        int moved = length - buffer.remaining();
        accesses.add(new Access(direction, address, length, moved, status));
        return status;
    }

    private BusStatus move(DmaDirection direction, long address, ByteBuffer buffer) {
        long at = address;
        while (buffer.hasRemaining()) {
            BusStatus status = statusAt(at);
            if (status != BusStatus.OK) {
                return status;
            }
            int run = (int) Math.min(buffer.remaining(), reachable(at));
            byte[] bytes = new byte[run];
            if (direction == DmaDirection.FROM_MEMORY) {
                buffer.put(get(at, run));
            } else {
                buffer.get(bytes);
                put(at, bytes);
            }
            at += run;
        }
        return BusStatus.OK;
    }

    private BusStatus statusAt(long address) {
        BusStatus injected = faults.get(address);
        if (injected != null) {
            return injected;
        }
        if (devices.stream().anyMatch(range -> holds(range, address))) {
            return BusStatus.NOT_MEMORY;
        }
        boolean present = ram.stream().anyMatch(range -> holds(range, address));
        return present ? BusStatus.OK : BusStatus.UNASSIGNED;
    }

    /** Whether a range lies in RAM with all its bytes. */
    public boolean isRam(long address, int length) {
        return ram.stream()
                .anyMatch(range -> holds(range, address) && address + length <= range.end());
    }

    private static boolean holds(RamRange range, long address) {
        return range.start() <= address && address < range.end();
    }

    /** Bytes from an address in RAM to the next one where something may be different. */
    private long reachable(long address) {
        long end = ram.stream().filter(range -> holds(range, address)).findFirst().get().end();
        for (RamRange device : devices) {
            end = device.start() > address ? Math.min(end, device.start()) : end;
        }
        Long next = faults.higherKey(address);
        return (next == null ? end : Math.min(end, next)) - address;
    }

    /** A handler has returned, or time has passed. */
    void pause() {
        accessesInHandler = 0;
    }

    /** The same memory, apart. */
    FakeMemory copy() {
        FakeMemory copy = new FakeMemory(ram.toArray(RamRange[]::new));
        copy.devices.addAll(devices);
        pages.forEach((number, bytes) -> copy.pages.put(number, bytes.clone()));
        copy.faults.putAll(faults);
        copy.fault = fault;
        return copy;
    }

    /** Where two memories differ, as an address; -1 if they hold the same. */
    public long mismatch(FakeMemory other) {
        TreeMap<Long, byte[]> all = new TreeMap<>(pages);
        all.putAll(other.pages);
        byte[] zeros = new byte[PAGE];
        for (long number : all.keySet()) {
            int at =
                    Arrays.mismatch(
                            pages.getOrDefault(number, zeros),
                            other.pages.getOrDefault(number, zeros));
            if (at >= 0) {
                return number * PAGE + at;
            }
        }
        return -1;
    }
}
