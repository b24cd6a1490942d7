package dev.dreq.hal.dma;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;

/**
 * The rules of the DMA contract, with the first parameter of bug check 0xE6. Rules that the public
 * list has no number for have one from 0x1000 on.
 */
public enum DmaViolation {
    /** More is mapped, or flushed, than there are map registers. */
    OUT_OF_MAP_REGISTERS(0x00),
    /** A common buffer is freed that the adapter does not have. */
    COMMON_BUFFER_NOT_ALLOCATED(0x03),
    /** A channel is freed that the adapter does not hold. */
    CHANNEL_NOT_ALLOCATED(0x04),
    /** Map registers are freed that the adapter does not hold. */
    MAP_REGISTERS_NOT_ALLOCATED(0x05),
    /** A scatter/gather list is put that the adapter does not have. */
    LIST_NOT_ALLOCATED(0x06),
    /** PutDmaAdapter with common buffers left. */
    COMMON_BUFFERS_LEFT(0x07),
    /** PutDmaAdapter while holding or awaiting the channel. */
    CHANNEL_LEFT(0x08),
    /** PutDmaAdapter with map registers left. */
    MAP_REGISTERS_LEFT(0x09),
    /** PutDmaAdapter with scatter/gather lists left. */
    LISTS_LEFT(0x0A),
    /**
     * An operation touches more pages than it has map registers, or the last operation was not
     * flushed.
     */
    NOT_FLUSHED(0x0D),
    /** The buffer is not locked in memory. */
    BUFFER_NOT_LOCKED(0x0E),
    /** Map registers are freed while an operation uses them. */
    FREED_WHILE_MAPPED(0x10),
    /** Called at a wrong IRQL. */
    WRONG_IRQL(0x13),
    /** A flush with nothing mapped. */
    NOT_MAPPED(0x16),
    /** The adapter was put, or is not one. */
    ADAPTER_RELEASED(0x18),
    /** No adapter. */
    ADAPTER_NULL(0x19),
    /** A scatter/gather list begins outside the MDL. */
    LIST_OUTSIDE_MDL(0x1B),
    /** CurrentVa or Length lie outside the MDL. */
    OUTSIDE_MDL(0x1F),
    /** A map register base that is not the one of the operation. */
    WRONG_MAP_REGISTERS(0x20),
    /** An operation of no bytes. */
    ZERO_LENGTH(0x21),
    /** AdapterControl returned an action that this kind of adapter does not allow. */
    WRONG_ACTION(0x1001),
    /** The routine that frees does not fit the action that AdapterControl returned. */
    WRONG_RELEASE(0x1002),
    /** FreeMapRegisters with another count than the allocation's. */
    WRONG_REGISTER_COUNT(0x1003),
    /** A flush with other arguments than the mapping's. */
    FLUSH_MISMATCH(0x1004),
    /**
     * AllocateAdapterChannel from an AdapterControl routine, or for a device object that already
     * waits.
     */
    WAIT_BLOCK_IN_USE(0x1007),
    /** FreeCommonBuffer with other arguments than the allocation's. */
    COMMON_BUFFER_MISMATCH(0x100E),
    /** An odd start or length on a 16-bit channel. */
    ODD_ON_16_BIT_CHANNEL(0x1017);

    private final int code;

    DmaViolation(int code) {
        this.code = code;
    }

    /** The first parameter of the bug check. */
    public int code() {
        return code;
    }

    /**
     * The bug check for this rule. {@code words} say what was done, where, and what to do instead.
     */
    BugCheck stop(long p2, long p3, long p4, String words) {
        return new BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, code, p2, p3, p4, this + ": " + words);
    }
}
