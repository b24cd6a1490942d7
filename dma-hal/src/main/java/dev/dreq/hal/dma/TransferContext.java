package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import org.jspecify.annotations.Nullable;

/** What is behind a {@link DmaTransferContext}: how far its request has come. */
final class TransferContext implements DmaTransferContext {
    private enum State {
        /** Garbage, or left behind by a request that has ended. */
        UNINITIALIZED,
        READY,
        /** Cancelled before there was a request. */
        POISONED,
        WAITING,
        GRANTED,
        /** Granted, and its transfer was cancelled. */
        CANCELLED
    }

    private final long address;
    private State state = State.UNINITIALIZED;
    private @Nullable AdapterObject adapter;
    private @Nullable ChannelRequest request;

    TransferContext(long address) {
        this.address = address;
    }

    @Override
    public long address() {
        return address;
    }

    /** InitializeDmaTransferContext: false, and nothing done, while its request is under way. */
    boolean initialize(AdapterObject owner) {
        if (isUnderWay()) {
            return false;
        }
        adapter = owner;
        state = State.READY;
        return true;
    }

    private boolean isUnderWay() {
        return request != null;
    }

    /** Whether a request on this adapter may be made by it; a poisoned one fails then. */
    boolean takes(AdapterObject owner) {
        return adapter == owner && (state == State.READY || state == State.POISONED);
    }

    /** Whether it was cancelled before its request was made, which uses it up. */
    boolean takePoison() {
        boolean poisoned = state == State.POISONED;
        if (poisoned) {
            state = State.UNINITIALIZED;
        }
        return poisoned;
    }

    /** Its request gets in line. */
    void waits(ChannelRequest newRequest) {
        request = newRequest;
        state = State.WAITING;
    }

    /** Its request did not get in line after all, and it is ready for another. */
    void refused() {
        request = null;
        state = State.READY;
    }

    /** Its request has what it asked for. */
    void granted() {
        state = State.GRANTED;
    }

    /** All that its request held was given back, or the request was cancelled. */
    void ended() {
        request = null;
        state = State.UNINITIALIZED;
    }

    /**
     * CancelAdapterChannel: whether the request's routine will never run. Serves who is behind it.
     */
    boolean cancel(AdapterObject owner, DeviceObject deviceObject) {
        if (adapter != owner) {
            return false;
        }
        return switch (state) {
            case READY, POISONED -> {
                state = State.POISONED;
                yield true;
            }
            case WAITING ->
                    request != null
                            && request.deviceObject() == deviceObject
                            && owner.channel().cancel(request);
            case UNINITIALIZED, GRANTED, CANCELLED -> false;
        };
    }

    /** CancelMappedTransfer: its request maps no more. */
    void cancelTransfer() {
        state = State.CANCELLED;
    }

    boolean isTransferCancelled() {
        return state == State.CANCELLED;
    }
}
