package dev.dreq.hal.io;

/** A work item stored in Java fields. */
final class WorkItemFields implements IoWorkItem {
    private final long address;
    private final DeviceObject deviceObject;
    private boolean queued;

    WorkItemFields(long address, DeviceObject deviceObject) {
        this.address = address;
        this.deviceObject = deviceObject;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public DeviceObject deviceObject() {
        return deviceObject;
    }

    @Override
    public boolean queued() {
        return queued;
    }

    @Override
    public void setQueued(boolean nowQueued) {
        queued = nowQueued;
    }
}
