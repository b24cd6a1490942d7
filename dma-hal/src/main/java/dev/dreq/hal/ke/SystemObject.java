package dev.dreq.hal.ke;

/** A structure that drivers reach by pointer. Its address is its identity. */
public interface SystemObject {

    /** The structure's 64-bit system address; never 0, unique while the kernel lives. */
    long address();
}
