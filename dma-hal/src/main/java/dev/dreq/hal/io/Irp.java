package dev.dreq.hal.io;

import dev.dreq.hal.ke.KdeviceQueueEntry;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.SystemObject;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.Mdl;
import org.jspecify.annotations.Nullable;

/** IRP: a request on its way through a device stack. */
public interface Irp extends SystemObject {
    int IRP_BUFFERED_IO = 0x10;
    int IRP_DEALLOCATE_BUFFER = 0x20;
    int IRP_INPUT_OPERATION = 0x40;

    /** The IRP_ bits, which say what completion does with the buffers. */
    int flags();

    /** For the kernel's routines only. */
    void setFlags(int flags);

    /** The locked buffer of a direct request, or a chain; null for none. */
    @Nullable Mdl mdlAddress();

    /** Replaces the chain. */
    void setMdlAddress(@Nullable Mdl mdlAddress);

    /** The address of the kernel's copy of a buffered request's data; 0 for none. */
    long systemBuffer();

    /** Sets the address of the kernel's copy. */
    void setSystemBuffer(long systemBuffer);

    /** The caller's buffer, of a request that is neither direct nor buffered; 0 for none. */
    long userBuffer();

    /** Sets the caller's buffer. */
    void setUserBuffer(long userBuffer);

    /** How the request ends; the driver that completes it sets it. */
    IoStatusBlock ioStatus();

    /** Who asked. */
    AccessMode requestorMode();

    /** Whether a lower driver returned STATUS_PENDING. */
    boolean pendingReturned();

    /** For the kernel's routines only. */
    void setPendingReturned(boolean pendingReturned);

    /** Whether {@link Io#cancelIrp} was called for it. */
    boolean cancel();

    /** For the kernel's routines only. */
    void setCancel(boolean cancel);

    /** The IRQL to restore when the cancel spin lock is released in a cancel routine. */
    int cancelIrql();

    /** For the kernel's routines only. */
    void setCancelIrql(int cancelIrql);

    /** Who is called when it is cancelled. Read and written by {@link Io#setCancelRoutine}. */
    @Nullable DriverCancel cancelRoutine();

    /** For {@link Io#setCancelRoutine} only. */
    void setCancelRoutine(@Nullable DriverCancel cancelRoutine);

    /** What is signaled when it is complete. */
    @Nullable Kevent userEvent();

    /** Where the caller wants its status; null for nowhere. */
    @Nullable IoStatusBlock userIosb();

    /** For the kernel's routines only. */
    void setUser(@Nullable Kevent event, @Nullable IoStatusBlock iosb);

    /** Tail.Overlay.DeviceQueueEntry. */
    KdeviceQueueEntry deviceQueueEntry();

    /** Tail.Overlay.DriverContext: four words of the driver that holds it, {@code index} 0..3. */
    @Nullable Object driverContext(int index);

    /** Sets a word of the driver that holds it. */
    void setDriverContext(int index, @Nullable Object value);

    /** How many drivers it can pass. */
    int stackCount();

    /**
     * The number of the current stack location: stackCount at the top driver, stackCount + 1 before
     * it.
     */
    int currentLocation();

    /** For the kernel's routines only. */
    void setCurrentLocation(int currentLocation);

    /** Stack location {@code number}, 1..stackCount. */
    IoStackLocation stackLocation(int number);

    /** Whether IoCompleteRequest has finished with it. */
    boolean completed();

    /** For the kernel's routines only. */
    void setCompleted(boolean completed);
}
