package dev.dreq.hal.mm;

import org.jspecify.annotations.Nullable;

/** An MDL stored in Java fields. */
final class MdlFields implements Mdl {
    /** sizeof(MDL) on x64. */
    static final int HEADER_SIZE = 0x30;

    private final long address;
    private final long[] pfns;
    private @Nullable Mdl next;
    private int mdlFlags;
    private long mappedSystemVa;
    private long startVa;
    private int byteCount;
    private int byteOffset;

    MdlFields(long address, int pages) {
        this.address = address;
        this.pfns = new long[pages];
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public @Nullable Mdl next() {
        return next;
    }

    @Override
    public void setNext(@Nullable Mdl newNext) {
        next = newNext;
    }

    @Override
    public int size() {
        return HEADER_SIZE + Long.BYTES * pfns.length;
    }

    @Override
    public int mdlFlags() {
        return mdlFlags;
    }

    @Override
    public void setMdlFlags(int flags) {
        mdlFlags = flags;
    }

    @Override
    public long mappedSystemVa() {
        return mappedSystemVa;
    }

    @Override
    public void setMappedSystemVa(long va) {
        mappedSystemVa = va;
    }

    @Override
    public long startVa() {
        return startVa;
    }

    @Override
    public int byteCount() {
        return byteCount;
    }

    @Override
    public int byteOffset() {
        return byteOffset;
    }

    @Override
    public void setBuffer(long newStartVa, int newByteOffset, int newByteCount) {
        startVa = newStartVa;
        byteOffset = newByteOffset;
        byteCount = newByteCount;
    }

    @Override
    public long pfn(int index) {
        return pfns[index];
    }

    @Override
    public void setPfn(int index, long pfn) {
        pfns[index] = pfn;
    }

    @Override
    public String toString() {
        return "MDL %x of %x bytes at %x".formatted(address, byteCount, startVa + byteOffset);
    }
}
