package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/**
 * Packet-based DMA: one allocation, and as many operations as it takes. A bus master gets a run of
 * logical addresses at a time, so each run is an operation.
 */
final class PacketRequest extends Request {
    static final Step<PacketRequest> FLUSH_CACHES = new Step<>(PacketRequest::flushCaches);
    static final Step<PacketRequest> ALLOCATE = new Step<>(PacketRequest::allocate);

    /** In AdapterControl, before the first operation. */
    static final Step<PacketRequest> CONTROL = new Step<>(request -> {});

    static final Step<PacketRequest> MAP = new Step<>(PacketRequest::map);
    static final Step<PacketRequest> PROGRAM = new Step<>(PacketRequest::program);

    /** In the ISR, when the interrupt is quiet. */
    static final Step<PacketRequest> INTERRUPT = new Step<>(request -> {});

    static final Step<PacketRequest> FLUSH = new Step<>(PacketRequest::flush);

    static final Step<PacketRequest> END =
            new Step<>(
                    request -> {
                        request.free();
                        request.complete();
                    });

    final Pulong length;
    int registers;
    long base;

    /** What AdapterControl returns. */
    IoAllocationAction action;

    private long logicalAddress;

    PacketRequest(FaultyDevice device, Irp irp) {
        super(device, irp);
        this.length = kernel.mm().newUlong(0);
        this.action =
                device.isMaster()
                        ? IoAllocationAction.DeallocateObjectKeepRegisters
                        : IoAllocationAction.KeepObject;
    }

    @Override
    void start() {
        device.fault.take(FLUSH_CACHES, this);
        long pages = Pages.addressAndSizeToSpanPages(currentVa(), left());
        registers = (int) Math.min(pages, device.mapRegisters);
        device.fault.take(ALLOCATE, this);
    }

    /** AllocateAdapterChannel. */
    void allocate() {
        allocate(registers, this::control, null);
    }

    void allocate(int count, DriverControl routine, @Nullable Object context) {
        NtStatus status =
                dma.allocateAdapterChannel(adapter, device.object, count, routine, context);
        if (!status.isSuccess()) {
            fail(status);
        }
    }

    IoAllocationAction control(
            DeviceObject object, @Nullable Irp current, long granted, @Nullable Object context) {
        base = granted;
        device.fault.take(CONTROL, this);
        begin();
        return action;
    }

    private void begin() {
        length.set(capacity());
        device.fault.take(MAP, this);
        device.fault.take(PROGRAM, this);
    }

    /** MapTransfer. */
    void map() {
        map(adapter, mdl, currentVa(), length, writeToDevice);
    }

    void map(DmaAdapter with, Mdl buffer, long va, Pulong bytes, boolean toDevice) {
        logicalAddress = with.dmaOperations().mapTransfer(with, buffer, base, va, bytes, toDevice);
    }

    /** The card moves what is mapped. */
    void program() {
        program(0, length.get());
    }

    /** The card moves {@code bytes} that begin so far from what is mapped. */
    void program(int skip, int bytes) {
        device.card.start(logicalAddress + skip, bytes, done, !writeToDevice);
    }

    @Override
    void interrupted() {
        device.fault.take(INTERRUPT, this);
    }

    @Override
    void ended() {
        device.fault.take(FLUSH, this);
        if (!device.worksOn(this)) {
            return;
        }
        done += length.get();
        if (left() > 0) {
            begin();
        } else {
            device.fault.take(END, this);
        }
    }

    /** FlushAdapterBuffers. */
    void flush() {
        flush(mdl, base, currentVa(), length.get());
    }

    void flush(Mdl buffer, long mapRegisterBase, long va, int bytes) {
        dma.flushAdapterBuffers(adapter, buffer, mapRegisterBase, va, bytes, writeToDevice);
    }

    /** FreeMapRegisters, or FreeAdapterChannel if AdapterControl kept the channel. */
    void free() {
        if (action == IoAllocationAction.KeepObject) {
            dma.freeAdapterChannel(adapter);
        } else {
            dma.freeMapRegisters(adapter, base, registers);
        }
    }
}
