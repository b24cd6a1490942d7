package dev.dreq.hal.io;

import dev.dreq.hal.ke.KdeviceQueueEntry;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.Mdl;
import org.jspecify.annotations.Nullable;

/** An IRP stored in Java fields. */
final class IrpFields implements Irp {
    private final long address;
    private final IoStackLocation[] stack;
    private final @Nullable Object[] driverContext = new @Nullable Object[4];
    private final AccessMode requestorMode;
    private final IoStatusBlock ioStatus;
    private final KdeviceQueueEntry deviceQueueEntry;
    private @Nullable Mdl mdlAddress;
    private int flags;
    private long systemBuffer;
    private long userBuffer;
    private boolean pendingReturned;
    private boolean cancel;
    private int cancelIrql;
    private @Nullable DriverCancel cancelRoutine;
    private @Nullable Kevent userEvent;
    private @Nullable IoStatusBlock userIosb;
    private int currentLocation;
    private boolean completed;

    IrpFields(Ke ke, int stackSize, AccessMode requestorMode) {
        this.address = ke.newObjectAddress(0xD0 + stackSize * 0x48);
        this.requestorMode = requestorMode;
        this.ioStatus = new StatusBlockFields(address + 0x30);
        this.deviceQueueEntry = ke.initializeDeviceQueueEntry(this);
        this.stack = new IoStackLocation[stackSize];
        for (int i = 0; i < stackSize; i++) {
            stack[i] = new StackLocationFields(address + 0xD0 + i * 0x48L);
        }
        this.currentLocation = stackSize + 1;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public AccessMode requestorMode() {
        return requestorMode;
    }

    @Override
    public IoStatusBlock ioStatus() {
        return ioStatus;
    }

    @Override
    public KdeviceQueueEntry deviceQueueEntry() {
        return deviceQueueEntry;
    }

    @Override
    public @Nullable Mdl mdlAddress() {
        return mdlAddress;
    }

    @Override
    public void setMdlAddress(@Nullable Mdl newMdlAddress) {
        mdlAddress = newMdlAddress;
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public void setFlags(int newFlags) {
        flags = newFlags;
    }

    @Override
    public long systemBuffer() {
        return systemBuffer;
    }

    @Override
    public void setSystemBuffer(long newSystemBuffer) {
        systemBuffer = newSystemBuffer;
    }

    @Override
    public long userBuffer() {
        return userBuffer;
    }

    @Override
    public void setUserBuffer(long newUserBuffer) {
        userBuffer = newUserBuffer;
    }

    @Override
    public boolean pendingReturned() {
        return pendingReturned;
    }

    @Override
    public void setPendingReturned(boolean newPendingReturned) {
        pendingReturned = newPendingReturned;
    }

    @Override
    public boolean cancel() {
        return cancel;
    }

    @Override
    public void setCancel(boolean newCancel) {
        cancel = newCancel;
    }

    @Override
    public int cancelIrql() {
        return cancelIrql;
    }

    @Override
    public void setCancelIrql(int newCancelIrql) {
        cancelIrql = newCancelIrql;
    }

    @Override
    public @Nullable DriverCancel cancelRoutine() {
        return cancelRoutine;
    }

    @Override
    public void setCancelRoutine(@Nullable DriverCancel newCancelRoutine) {
        cancelRoutine = newCancelRoutine;
    }

    @Override
    public @Nullable Kevent userEvent() {
        return userEvent;
    }

    @Override
    public @Nullable IoStatusBlock userIosb() {
        return userIosb;
    }

    @Override
    public int currentLocation() {
        return currentLocation;
    }

    @Override
    public void setCurrentLocation(int newCurrentLocation) {
        currentLocation = newCurrentLocation;
    }

    @Override
    public boolean completed() {
        return completed;
    }

    @Override
    public void setCompleted(boolean newCompleted) {
        completed = newCompleted;
    }

    @Override
    public void setUser(@Nullable Kevent event, @Nullable IoStatusBlock iosb) {
        userEvent = event;
        userIosb = iosb;
    }

    @Override
    public @Nullable Object driverContext(int index) {
        return driverContext[index];
    }

    @Override
    public void setDriverContext(int index, @Nullable Object value) {
        driverContext[index] = value;
    }

    @Override
    public int stackCount() {
        return stack.length;
    }

    @Override
    public IoStackLocation stackLocation(int number) {
        return stack[number - 1];
    }

    @Override
    public String toString() {
        return "IRP %x".formatted(address);
    }
}
