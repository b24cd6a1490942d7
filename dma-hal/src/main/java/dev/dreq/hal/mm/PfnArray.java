package dev.dreq.hal.mm;

/** What MmGetMdlPfnArray points at: the page frames of an MDL, in the order of the buffer. */
public interface PfnArray {

    /** How many pages the buffer touches. */
    int length();

    /** The page frame number of page {@code index}. */
    long get(int index);
}
