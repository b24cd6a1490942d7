package dev.dreq.hal.mm;

import dev.dreq.hal.ke.SystemObject;
import org.jspecify.annotations.Nullable;

/**
 * MDL: a buffer, contiguous in virtual space, and the page frames behind it. Drivers may follow
 * {@link #next} and read {@link #mdlFlags}; everything else is for the kernel's routines.
 */
public interface Mdl extends SystemObject {
    int MDL_MAPPED_TO_SYSTEM_VA = 0x0001;
    int MDL_PAGES_LOCKED = 0x0002;
    int MDL_SOURCE_IS_NONPAGED_POOL = 0x0004;
    int MDL_ALLOCATED_FIXED_SIZE = 0x0008;
    int MDL_PARTIAL = 0x0010;
    int MDL_PARTIAL_HAS_BEEN_MAPPED = 0x0020;
    int MDL_IO_PAGE_READ = 0x0040;
    int MDL_WRITE_OPERATION = 0x0080;
    int MDL_PARENT_MAPPED_SYSTEM_VA = 0x0100;
    int MDL_FREE_EXTRA_PTES = 0x0200;
    int MDL_DESCRIBES_AWE = 0x0400;
    int MDL_IO_SPACE = 0x0800;
    int MDL_NETWORK_HEADER = 0x1000;
    int MDL_MAPPING_CAN_FAIL = 0x2000;
    int MDL_ALLOCATED_MUST_SUCCEED = 0x4000;
    int MDL_INTERNAL = 0x8000;

    /** The next MDL of the chain. */
    @Nullable Mdl next();

    /** Appends a chain. */
    void setNext(@Nullable Mdl next);

    /**
     * Bytes of the structure with its page frame array; bounds what {@link #setBuffer} may
     * describe.
     */
    int size();

    /** The MDL_ flags. */
    int mdlFlags();

    /** Whether its page frames are known and stay: locked, nonpaged or part of such. */
    default boolean describesResidentPages() {
        return (mdlFlags() & (MDL_PAGES_LOCKED | MDL_SOURCE_IS_NONPAGED_POOL | MDL_PARTIAL)) != 0;
    }

    /** Replaces the flags. */
    void setMdlFlags(int mdlFlags);

    /**
     * Where the buffer is mapped in system space; meaningful with MAPPED_TO_SYSTEM_VA or
     * SOURCE_IS_NONPAGED_POOL.
     */
    long mappedSystemVa();

    /** Sets where it is mapped. */
    void setMappedSystemVa(long mappedSystemVa);

    /** The address of the buffer's first page. */
    long startVa();

    /** Length of the buffer in bytes. */
    int byteCount();

    /** Offset of the buffer in its first page, 0..FFF. */
    int byteOffset();

    /** Describes another buffer; its page frames are unknown until set. */
    void setBuffer(long startVa, int byteOffset, int byteCount);

    /** The page frame behind page {@code index} of the buffer. */
    long pfn(int index);

    /** Sets a page frame. */
    void setPfn(int index, long pfn);
}
