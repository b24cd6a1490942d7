package dev.dreq.machine.memory;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** Chunks made by the JDK when first written; until then all show the same zeros. */
final class BufferChunks implements MemoryBank.ChunkSource {

    private final ByteBuffer zeros;

    BufferChunks(int chunkSize) {
        this.zeros = ByteBuffer.allocateDirect(chunkSize).asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer view(int chunk, int length) {
        return zeros;
    }

    @Override
    public ByteBuffer open(int chunk, int length) {
        return ByteBuffer.allocateDirect(length);
    }

    @Override
    public BitSet touchedPages(int chunk, int length) {
        return MemoryBank.allPages(length);
    }

    @Override
    public void discard() {} // the collector's business: a chunk goes with its last view
}
