package dev.dreq.hal.verifier;

import java.util.Optional;

/**
 * Each rule of the DMA contract: its number, which is the first parameter of bug check 0xE6, what
 * breaking it means, and how to mend that. Rules that the public list has no number for are EXT-nn,
 * 0x1000 + nn.
 */
public enum Rule {
    OUT_OF_MAP_REGISTERS(
            0x00,
            "More is mapped, or flushed, than the operation has map registers for.",
            "Map at most registers * PAGE_SIZE - BYTE_OFFSET(CurrentVa) bytes, flush, map the rest."),
    CLOCK_WENT_BACK(
            0x01,
            "The performance counter read less than before.",
            "Repair the machine's clock; no driver can cause this."),
    CLOCK_TOO_FAST(
            0x02,
            "The performance counter advanced more than a second within one call.",
            "Repair the machine's clock; no driver can cause this."),
    COMMON_BUFFER_NOT_ALLOCATED(
            0x03,
            "A common buffer is freed that the adapter does not have.",
            "Free each common buffer once, by the address that AllocateCommonBuffer returned."),
    CHANNEL_NOT_ALLOCATED(
            0x04,
            "A channel is freed that the adapter does not hold.",
            "Call FreeAdapterChannel once for each KeepObject."),
    MAP_REGISTERS_NOT_ALLOCATED(
            0x05,
            "Map registers are freed that the adapter does not hold.",
            "Call FreeMapRegisters once for each DeallocateObjectKeepRegisters."),
    LIST_NOT_ALLOCATED(
            0x06,
            "A scatter/gather list is put that the adapter does not have.",
            "Put each list once, by the pointer that AdapterListControl was given."),
    COMMON_BUFFERS_LEFT(
            0x07,
            "PutDmaAdapter with common buffers left.",
            "Free all common buffers before PutDmaAdapter."),
    CHANNEL_LEFT(
            0x08,
            "PutDmaAdapter while the adapter holds or awaits its channel.",
            "Finish the request and free the channel before PutDmaAdapter."),
    MAP_REGISTERS_LEFT(
            0x09,
            "PutDmaAdapter with map registers left.",
            "Call FreeMapRegisters for each allocation before PutDmaAdapter."),
    LISTS_LEFT(
            0x0A,
            "PutDmaAdapter with scatter/gather lists left.",
            "Put all lists before PutDmaAdapter."),
    CHANNEL_ALLOCATED_TWICE(
            0x0B,
            "A device object asks for the channel of an adapter while it holds or awaits it.",
            "Free the channel, or wait for the AdapterControl routine, before asking again."),
    TOO_MANY_MAP_REGISTERS(
            0x0C,
            "More map registers are asked for at once than IoGetDmaAdapter granted.",
            "Ask for at most NumberOfMapRegisters, and split what needs more."),
    NOT_FLUSHED(
            0x0D,
            "More is mapped than the map registers hold, or the last operation was not flushed.",
            "Flush each operation before the next one, and cut it to what the registers hold."),
    BUFFER_NOT_LOCKED(
            0x0E,
            "The pages of a buffer are not locked in memory.",
            "Call MmProbeAndLockPages or MmBuildMdlForNonPagedPool before mapping."),
    BUFFER_OVERRUN(
            0x0F,
            "Memory beside a buffer, or a map register that nobody has, was written.",
            "Program the device for the length that was mapped, and stop it before the flush."),
    FREED_WHILE_MAPPED(
            0x10,
            "Map registers are freed while something is mapped through them.",
            "Call FlushAdapterBuffers before freeing, after errors too."),
    ADAPTER_REFERENCED(
            0x11,
            "PutDmaAdapter inside a routine that the adapter is calling.",
            "Return from AdapterControl first; put the adapter on stop or removal."),
    WRONG_IRQL(0x13, "A routine is called at a wrong IRQL.", "Call it at the IRQL that it names."),
    IMPROPER_IRQL(
            0x14,
            "A callback returned at another IRQL, or an interrupt routine calls a DMA routine.",
            "Lower what you raise; queue a DPC and call DMA routines there."),
    TOO_MANY_MAP_REGISTERS_HELD(
            0x15,
            "One device object holds more map registers in sum than IoGetDmaAdapter granted.",
            "Free the registers of one request before allocating those of the next."),
    NOT_MAPPED(
            0x16,
            "A flush of a buffer that is not mapped.",
            "Flush once for each operation, and only what MapTransfer mapped."),
    ADAPTER_RELEASED(
            0x18,
            "The adapter was put, or is none of this kernel.",
            "Clear the pointer at PutDmaAdapter, and put last of all."),
    ADAPTER_NULL(
            0x19,
            "No adapter is passed.",
            "Check what IoGetDmaAdapter returned; bus masters need an adapter as well."),
    LIST_OUTSIDE_MDL(
            0x1B,
            "A scatter/gather list begins outside the MDL.",
            "Begin at MmGetMdlVirtualAddress and stay below it plus MmGetMdlByteCount."),
    MAPPED_TWICE(
            0x1D,
            "Memory is mapped that another operation has mapped, and a device writes it.",
            "Flush the first operation before mapping the same bytes again."),
    HAL_GET_ADAPTER(
            0x1E, "HalGetAdapter is called.", "Call IoGetDmaAdapter, and use the adapter's table."),
    OUTSIDE_MDL(
            0x1F,
            "CurrentVa or Length lie outside the MDL, or are not aligned for the device's reads.",
            "Begin at MmGetMdlVirtualAddress; align buffers to GetDmaAlignment."),
    WRONG_MAP_REGISTERS(
            0x20,
            "A map register base that is not the one of the operation.",
            "Pass the base that AdapterControl was given, also if it is 0."),
    ZERO_LENGTH(
            0x21, "An operation of no bytes.", "Complete requests of length 0 without any DMA."),
    NO_SYSTEM_ADDRESS(
            0x22,
            "A buffer has to be copied that is mapped nowhere.",
            "Call MmGetSystemAddressForMdlSafe before mapping pages of MmAllocatePagesForMdl."),
    CHANNEL_NOT_FINISHED(
            0x23,
            "A slave's operation is flushed that is neither complete nor cancelled.",
            "Wait for the completion routine, or call CancelMappedTransfer first."),
    MDL_CHAIN_TOO_SHORT(
            0x24,
            "A chain of MDLs describes fewer bytes than are to be mapped.",
            "Pass at most the sum of MmGetMdlByteCount along the chain."),
    UNKNOWN_VERSION(
            0x25,
            "A device description of a version that does not exist.",
            "Clear the description, then set one of the DEVICE_DESCRIPTION_VERSION values."),
    DEVICE_FAULT(
            0x26,
            "A device touches memory that is not mapped for it, or in the other direction.",
            "Program the device with mapped logical addresses, and stop it before the flush."),
    WRONG_ACTION(
            ext(1),
            "AdapterControl returned an action that this kind of adapter does not allow.",
            "Return KeepObject for a slave; its transfer needs the channel."),
    WRONG_RELEASE(
            ext(2),
            "The routine that frees does not fit the action that AdapterControl returned.",
            "FreeAdapterChannel after KeepObject, FreeMapRegisters after KeepRegisters."),
    WRONG_REGISTER_COUNT(
            ext(3),
            "Map registers are freed in another number than they were allocated.",
            "Keep the number that AllocateAdapterChannel was given, and free all at once."),
    FLUSH_MISMATCH(
            ext(4),
            "A flush with another MDL, CurrentVa, length or direction than the mapping.",
            "Pass the operation's first CurrentVa, its whole length and its direction."),
    REGISTER_MAPPED_TWICE(
            ext(5),
            "The same bytes are mapped again through the same map registers without a flush.",
            "Advance CurrentVa by what MapTransfer returned, or flush before starting anew."),
    NO_KE_FLUSH_IO_BUFFERS(
            ext(6),
            "A buffer is mapped that was not flushed from caches since the processor wrote it.",
            "Call KeFlushIoBuffers(Mdl, ReadOperation, TRUE) before allocating the channel."),
    WAIT_BLOCK_IN_USE(
            ext(7),
            "AllocateAdapterChannel inside AdapterControl, or for a device object that waits.",
            "Wait until the AdapterControl routine has returned."),
    CPU_ACCESS_WHILE_MAPPED(
            ext(8),
            "The processor uses a buffer while it is mapped for a device.",
            "Look at the data behind FlushAdapterBuffers or PutScatterGatherList."),
    MDL_CHANGED(
            ext(9),
            "An MDL was changed or unlocked while it is mapped.",
            "Unlock, reuse or advance an MDL behind the flush."),
    LEAKED(
            ext(10),
            "A device is stopped or removed, or a driver unloaded, that still holds DMA objects.",
            "On stop and removal give back everything, then PutDmaAdapter."),
    IRP_COMPLETED_EARLY(
            ext(11),
            "An IRP is completed whose buffer is mapped, or whose channel or registers are held.",
            "Flush and free before IoCompleteRequest."),
    WAIT_AT_DISPATCH(
            ext(12),
            "A wait in AdapterControl, a DPC, StartIo or HwVidExecuteDma.",
            "Return, and go on in the routine that the event would have woken."),
    PAGEABLE_CONTEXT(
            ext(13),
            "A context in pageable memory is handed to a routine that runs at DISPATCH_LEVEL.",
            "Keep contexts in the device extension or in nonpaged pool."),
    COMMON_BUFFER_MISMATCH(
            ext(14),
            "A common buffer is freed with other arguments than it was allocated with.",
            "Keep length, logical address and CacheEnabled, and pass the same."),
    LIST_ENDED(
            ext(15),
            "A scatter/gather list is used after it was put or completed, or modified before.",
            "Copy what is changed or needed longer; the list ends with PutScatterGatherList."),
    CALL_NOT_ALLOWED(
            ext(16),
            "HwVidInterrupt or HwVidResetHw calls a routine that it may not.",
            "Dismiss the interrupt and call VideoPortQueueDpc."),
    DMA_NOT_COMPLETED(
            ext(17),
            "VideoPortCompleteDma with other arguments, or a second start before it.",
            "Complete each operation once, with the adapter, list and direction of its start."),
    WRONG_LOCK(
            ext(18),
            "A buffer is unlocked under an operation, never, or was not locked by the port.",
            "VideoPortUnlockBuffer once for each VideoPortLockBuffer, after the last piece."),
    LENGTH_ALIASED(
            ext(19),
            "The Length that MapTransfer writes lies in the IRP's stack location.",
            "Pass a copy; the write-back would destroy the request's length."),
    CHANNEL_REPROGRAMMED(
            ext(20),
            "A driver writes the DMA controller's registers while a channel is at work.",
            "Leave the controller to MapTransfer and FlushAdapterBuffers."),
    WRONG_LOCK_OPERATION(
            ext(21),
            "A device writes a buffer that is locked for reading only.",
            "Lock with IoWriteAccess or VpWriteAccess what a device writes."),
    ADAPTER_CHANGED(
            ext(22),
            "The calls of one request name different adapters.",
            "Use the adapter that the channel was allocated with until all is freed."),
    ODD_ON_16_BIT_CHANNEL(
            ext(23),
            "An odd start or length on a 16-bit channel.",
            "Align buffers and lengths to GetDmaAlignment."),
    DEVICE_OVERRUN(
            ext(24),
            "A device went on behind the end of what was mapped for it.",
            "Program the device with the lengths of the list, not of the whole request."),
    WRONG_KIND_OF_ADAPTER(
            ext(25),
            "A routine that this kind of adapter does not have.",
            "ReadDmaCounter is for slaves; ask a bus master's own registers.");

    private static final int FIRST_EXTENSION = 0x1000;

    private final int code;
    private final String meaning;
    private final String remedy;

    Rule(int code, String meaning, String remedy) {
        this.code = code;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    private static int ext(int number) {
        return FIRST_EXTENSION + number;
    }

    /**
     * The rule that people call so: as {@link #label} does, with or without 0x, or by its name;
     * case does not matter.
     */
    public static Optional<Rule> of(String label) {
        for (Rule rule : values()) {
            if (rule.label().equalsIgnoreCase(label)
                    || rule.label().equalsIgnoreCase("0x" + label)
                    || rule.name().equalsIgnoreCase(label)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** The first parameter of the bug check. */
    public int code() {
        return code;
    }

    /** What people call it: {@code 0x0D}, or {@code EXT-04}. */
    public String label() {
        return code < FIRST_EXTENSION
                ? "0x%02X".formatted(code)
                : "EXT-%02d".formatted(code - FIRST_EXTENSION);
    }

    /** What a driver that breaks it does, in a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What to do instead, in a sentence. */
    public String remedy() {
        return remedy;
    }

    /** A wrong and a right piece of a driver. */
    public RuleExample example() {
        return RuleExample.of(this);
    }

    /**
     * The stop for this rule, with the bug check's other parameters. {@code words} say what was
     * done, where, and what to do instead.
     */
    public VerifierStop stop(long p2, long p3, long p4, String words) {
        return new VerifierStop(Violation.of(this, p2, p3, p4, words));
    }
}
