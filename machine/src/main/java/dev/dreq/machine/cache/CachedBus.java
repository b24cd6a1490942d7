package dev.dreq.machine.cache;

import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.CpuBusCapability;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A machine as a processor sees it whose cache nobody keeps coherent: its loads and stores of RAM
 * meet the cache, everything else passes.
 */
public final class CachedBus implements CpuBus {

    private final CpuBus below;
    private final WriteBackCache cache;
    private final byte[] scalar = new byte[Long.BYTES];
    private final byte[] stage = new byte[CachePage.SIZE];

    /** Puts a cache before a bus. */
    public CachedBus(CpuBus below, WriteBackCache cache) {
        this.below = below;
        this.cache = cache;
    }

    @Override
    public int load8(long address) {
        CachePage page = cache.page(address);
        return page == null
                ? below.load8(address)
                : (int) page.load(WriteBackCache.offset(address), 1);
    }

    @Override
    public int load16(long address) {
        return whole(address, 2) ? below.load16(address) : (int) load(address, 2);
    }

    @Override
    public int load32(long address) {
        return whole(address, 4) ? below.load32(address) : (int) load(address, 4);
    }

    @Override
    public long load64(long address) {
        return whole(address, 8) ? below.load64(address) : load(address, 8);
    }

    @Override
    public void store8(long address, int value) {
        CachePage page = cache.page(address);
        if (page == null) {
            below.store8(address, value);
        } else {
            page.store(WriteBackCache.offset(address), 1, value);
        }
    }

    @Override
    public void store16(long address, int value) {
        if (whole(address, 2)) {
            below.store16(address, value);
        } else {
            store(address, 2, value);
        }
    }

    @Override
    public void store32(long address, int value) {
        if (whole(address, 4)) {
            below.store32(address, value);
        } else {
            store(address, 4, value);
        }
    }

    @Override
    public void store64(long address, long value) {
        if (whole(address, 8)) {
            below.store64(address, value);
        } else {
            store(address, 8, value);
        }
    }

    /** Whether no byte of an access is for the cache. */
    private boolean whole(long address, int size) {
        return cache.page(address) == null && cache.uncachedRun(address, size) == size;
    }

    private long load(long address, int size) {
        int offset = WriteBackCache.offset(address);
        CachePage page = cache.page(address);
        if (page != null && offset <= CachePage.SIZE - size) {
            return page.load(offset, size);
        }
        read(address, scalar, 0, size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (scalar[i] & 0xffL) << (8 * i);
        }
        return value;
    }

    private void store(long address, int size, long value) {
        int offset = WriteBackCache.offset(address);
        CachePage page = cache.page(address);
        if (page != null && offset <= CachePage.SIZE - size) {
            page.store(offset, size, value);
            return;
        }
        for (int i = 0; i < size; i++) {
            scalar[i] = (byte) (value >>> (8 * i));
        }
        write(address, scalar, 0, size);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        for (int done = 0; done < length; ) {
            long at = address + done;
            int run = (int) run(at, length - done);
            CachePage page = cache.page(at);
            if (page == null) {
                below.read(at, target, offset + done, run);
            } else {
                page.read(WriteBackCache.offset(at), target, offset + done, run);
            }
            done += run;
        }
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        for (int done = 0; done < length; ) {
            long at = address + done;
            int run = (int) run(at, length - done);
            CachePage page = cache.page(at);
            if (page == null) {
                below.write(at, source, offset + done, run);
            } else {
                page.write(WriteBackCache.offset(at), source, offset + done, run);
            }
            done += run;
        }
    }

    @Override
    public void fill(long address, long length, int value) {
        checkLength(length);
        for (long done = 0; done < length; ) {
            long at = address + done;
            long run = run(at, length - done);
            CachePage page = cache.page(at);
            if (page == null) {
                below.fill(at, run, value);
            } else {
                page.fill(WriteBackCache.offset(at), (int) run, (byte) value);
            }
            done += run;
        }
    }

    @Override
    public void copy(long target, long source, long length) {
        checkLength(length);
        boolean descending = Long.compareUnsigned(target - source, length) < 0;
        for (long done = 0; done < length; ) {
            int run = (int) Math.min(stage.length, length - done);
            long start = descending ? length - done - run : done;
            read(source + start, stage, 0, run);
            write(target + start, stage, 0, run);
            done += run;
        }
    }

    /** How many bytes from an address on lie in one page of the cache, or in none. */
    private long run(long address, long limit) {
        long plain = cache.uncachedRun(address, limit);
        return plain != 0
                ? plain
                : Math.min(limit, CachePage.SIZE - WriteBackCache.offset(address));
    }

    private static void checkLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("a length of %d bytes".formatted(length));
        }
    }

    @Override
    public <C extends CpuBusCapability> Optional<C> capability(Class<C> type) {
        return type == CacheControl.class ? Optional.of(type.cast(cache)) : below.capability(type);
    }

    @Override
    public int in8(int port) {
        return below.in8(port);
    }

    @Override
    public int in16(int port) {
        return below.in16(port);
    }

    @Override
    public int in32(int port) {
        return below.in32(port);
    }

    @Override
    public void out8(int port, int value) {
        below.out8(port, value);
    }

    @Override
    public void out16(int port, int value) {
        below.out16(port, value);
    }

    @Override
    public void out32(int port, int value) {
        below.out32(port, value);
    }

    @Override
    public List<RamRange> ramRanges() {
        return below.ramRanges();
    }

    @Override
    public int interruptInputs() {
        return below.interruptInputs();
    }

    @Override
    public boolean interruptLevel(int input) {
        return below.interruptLevel(input);
    }

    @Override
    public void listen(int input, @Nullable InterruptListener listener) {
        below.listen(input, listener);
    }

    @Override
    public void listenMessages(@Nullable InterruptListener listener) {
        below.listenMessages(listener);
    }

    @Override
    public long now() {
        return below.now();
    }

    @Override
    public Idle idle(long deadline) {
        return below.idle(deadline);
    }
}
