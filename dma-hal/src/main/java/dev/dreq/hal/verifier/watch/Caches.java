package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.mm.Mdl;

/** Which memory KeFlushIoBuffers has flushed, and nobody has stored to since. */
final class Caches {
    private final ByteSet forDeviceWrites = new ByteSet();
    private final ByteSet forDeviceReads = new ByteSet();

    void flushed(Mdl mdl, boolean readOperation) {
        long va = mdl.startVa() + mdl.byteOffset();
        long length = Integer.toUnsignedLong(mdl.byteCount());
        ByteSet set = readOperation ? forDeviceWrites : forDeviceReads;
        for (Range range : new MdlPart(mdl, va, length).physical()) {
            set.add(range.start(), range.length());
        }
    }

    void stored(long physical, long length) {
        forDeviceWrites.remove(physical, length);
        forDeviceReads.remove(physical, length);
    }

    boolean isFlushed(Range physical, boolean writeToDevice) {
        ByteSet set = writeToDevice ? forDeviceReads : forDeviceWrites;
        return set.covers(physical.start(), physical.length());
    }
}
