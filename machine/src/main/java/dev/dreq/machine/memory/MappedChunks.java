package dev.dreq.machine.memory;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Chunks of one private, anonymous mapping without reservation: the system gives a page when it is
 * first touched. Each chunk is unmapped by a {@link Cleaner} when the last buffer that shows it is
 * gone, never before.
 */
final class MappedChunks implements MemoryBank.ChunkSource {

    /**
     * Of each page of this process, 8 bytes; bit 63 is set when it is in memory, bit 62 when
     * swapped.
     */
    private static final Path PAGE_MAP = Path.of("/proc/self/pagemap");

    private static final int PRESENT_OR_SWAPPED_SHIFT = 62;

    private static final Cleaner CLEANER = Cleaner.create();

    private final List<ByteBuffer> chunks = new ArrayList<>();
    private final List<Pointer> addresses = new ArrayList<>();

    private MappedChunks(Pointer start, long size, int chunkSize) {
        for (long at = 0; at < size; at += chunkSize) {
            int length = (int) Math.min(chunkSize, size - at);
            Pointer address = start.share(at);
            ByteBuffer chunk = address.getByteBuffer(0, length);
            CLEANER.register(chunk, () -> SystemMemory.munmap(address, length));
            chunks.add(chunk);
            addresses.add(address);
        }
    }

    /** Maps memory; empty where there is no native access, or not so much of it. */
    static Optional<MemoryBank.ChunkSource> map(long size, int chunkSize) {
        try {
            return SystemMemory.mmap(size).map(start -> new MappedChunks(start, size, chunkSize));
        } catch (LinkageError | SecurityException noNativeAccess) {
            return Optional.empty();
        }
    }

    @Override
    public ByteBuffer view(int chunk, int length) {
        return chunks.get(chunk).asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer open(int chunk, int length) {
        return chunks.get(chunk);
    }

    /** Asks the system which pages it has given; nobody reads those that it has not. */
    @Override
    public BitSet touchedPages(int chunk, int length) {
        long first = Pointer.nativeValue(addresses.get(chunk)) / MemoryBank.PAGE;
        int count = length / MemoryBank.PAGE;
        ByteBuffer flags = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel map = FileChannel.open(PAGE_MAP)) {
            while (flags.hasRemaining()) {
                if (map.read(flags, first * Long.BYTES + flags.position()) <= 0) {
                    return MemoryBank.allPages(length);
                }
            }
        } catch (IOException hidden) {
            return MemoryBank.allPages(length);
        }
        BitSet touched = new BitSet(count);
        for (int page = 0; page < count; page++) {
            touched.set(page, flags.getLong(page * Long.BYTES) >>> PRESENT_OR_SWAPPED_SHIFT != 0);
        }
        return touched;
    }

    /** Advice only; the system follows it where the block is one of its own. */
    @Override
    public void useBlock(int chunk, int at) {
        SystemMemory.useHugePages(addresses.get(chunk).share(at), MemoryBank.BLOCK);
    }

    @Override
    public void discard() {
        for (int i = 0; i < chunks.size(); i++) {
            SystemMemory.discard(addresses.get(i), chunks.get(i).capacity());
        }
    }

    /** The C library's calls, bound when first used. */
    private static final class SystemMemory {

        private static final int PROT_READ_WRITE = 0x3;
        private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
        private static final int MADV_DONTNEED = 4;
        private static final int MADV_HUGEPAGE = 14;
        private static final int MADV_NOHUGEPAGE = 15;

        static {
            if (!Platform.isLinux() || !Platform.is64Bit() || Platform.isMIPS()) {
                throw new UnsatisfiedLinkError("the numbers above are those of 64-bit Linux");
            }
            Native.register(SystemMemory.class, "c");
            if (getpagesize() != MemoryBank.PAGE) {
                throw new UnsatisfiedLinkError("pages of this system are not 4 KiB");
            }
        }

        private SystemMemory() {}

        private static native Pointer mmap(
                Pointer address, long length, int protection, int flags, int file, long offset);

        private static native int getpagesize();

        private static native int munmap(Pointer address, long length);

        private static native int madvise(Pointer address, long length, int advice);

        static Optional<Pointer> mmap(long size) {
            Pointer start =
                    mmap(
                            Pointer.NULL,
                            size,
                            PROT_READ_WRITE,
                            MAP_PRIVATE_ANONYMOUS_NORESERVE,
                            -1,
                            0);
            if (start == null || Pointer.nativeValue(start) == -1) {
                return Optional.empty();
            }
            // Advice only: without it a guest that touches one byte in each 2 MiB costs all of
            // them.
            madvise(start, size, MADV_NOHUGEPAGE);
            return Optional.of(start);
        }

        static void useHugePages(Pointer address, long length) {
            madvise(address, length, MADV_HUGEPAGE);
        }

        static void discard(Pointer address, long length) {
            madvise(address, length, MADV_DONTNEED);
        }
    }
}
