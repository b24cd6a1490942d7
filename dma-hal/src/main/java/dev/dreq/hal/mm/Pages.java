package dev.dreq.hal.mm;

/** The page arithmetic of wdm.h. */
public final class Pages {
    /** PAGE_SIZE. */
    public static final int PAGE_SIZE = 0x1000;

    /** PAGE_SHIFT. */
    public static final int PAGE_SHIFT = 12;

    private static final int OFFSET_MASK = PAGE_SIZE - 1;

    private Pages() {}

    /** ADDRESS_AND_SIZE_TO_SPAN_PAGES: how many pages the bytes from {@code va} on touch. */
    public static long addressAndSizeToSpanPages(long va, long length) {
        return ((va & OFFSET_MASK) + length + OFFSET_MASK) >>> PAGE_SHIFT;
    }

    /** BYTES_TO_PAGES: how many pages hold so many bytes if the first begins a page. */
    public static long bytesToPages(long length) {
        return (length >>> PAGE_SHIFT) + ((length & OFFSET_MASK) != 0 ? 1 : 0);
    }

    /** BYTE_OFFSET: the offset in its page, 0..FFF. */
    public static int byteOffset(long va) {
        return (int) va & OFFSET_MASK;
    }

    /** PAGE_ALIGN: the address of the page. */
    public static long pageAlign(long va) {
        return va & ~(long) OFFSET_MASK;
    }

    /** ROUND_TO_PAGES. */
    public static long roundToPages(long length) {
        return (length + OFFSET_MASK) & ~(long) OFFSET_MASK;
    }

    /** The number of the page or page frame that holds an address. */
    public static long number(long address) {
        return address >>> PAGE_SHIFT;
    }

    /** The first address of page or page frame {@code number}. */
    public static long address(long number) {
        return number << PAGE_SHIFT;
    }
}
