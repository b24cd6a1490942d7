package dev.dreq.hal.video;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A miniport that moves a buffer to or from the memory of an engine, piece by piece, as its author
 * would write it; and the engine, which needs a microsecond for a piece and then interrupts.
 */
final class TransferMiniport implements AutoCloseable {
    final TestMiniport port;
    final byte[] vram = new byte[0x40000];
    final List<String> pieces = new ArrayList<>();
    int largestList;
    Kevent finished;
    VpStatus started;

    private boolean writeToDevice;
    private @Nullable Mdl mdl;
    private int offset;
    private int remaining;
    private int inFlight;
    private Pulong length;
    private @Nullable VpScatterGatherList list;

    TransferMiniport(ScriptedBus bus, KernelOptions options, VpDeviceDescription description) {
        port = new TestMiniport(bus, options);
        port.description = description;
        port.findAdapter =
                (ext, context, args, config, again) -> {
                    port.note("HwVidFindAdapter");
                    return port.getAdapter();
                };
        port.startIo = this::startIo;
        port.interrupt = this::interrupt;
        port.start();
        length = port.ulong(0);
        finished = port.video.createEvent(port, EventType.SynchronizationEvent, false);
    }

    /** The display driver's side: asks, and waits for the miniport to say that it is finished. */
    IoStatusBlock transfer(long va, int bytes, boolean toDevice) {
        return port.kernel.run(
                "display driver",
                () -> {
                    userVa = va;
                    userBytes = bytes;
                    writeToDevice = toDevice;
                    IoStatusBlock result = port.request();
                    if (result.status().isSuccess()) {
                        port.note("the display driver waits");
                        port.kernel.ke().waitForSingleObject(finished);
                    }
                    return result;
                });
    }

    private long userVa;
    private int userBytes;

    private boolean startIo(Object ext, VideoRequestPacket vrp) {
        port.note("HwVidStartIO");
        VpLockOperation operation =
                writeToDevice ? VpLockOperation.VpReadAccess : VpLockOperation.VpWriteAccess;
        mdl = port.video.lockBuffer(port, userVa, userBytes, operation);
        if (mdl == null) {
            vrp.statusBlock().setStatus(VpStatus.ERROR_INVALID_PARAMETER);
            return true;
        }
        offset = 0;
        remaining = userBytes;
        vrp.statusBlock().setStatus(nextPiece());
        return true;
    }

    private VpStatus nextPiece() {
        port.note("VideoPortStartDma is called");
        length.set(remaining);
        started =
                port.video.startDma(
                        port,
                        port.adapter,
                        mdl,
                        offset,
                        length,
                        this::executeDma,
                        "the context",
                        writeToDevice);
        port.note("VideoPortStartDma returned");
        if (started != VpStatus.NO_ERROR) {
            finish();
        }
        return started;
    }

    private void executeDma(
            Object ext,
            VpDmaAdapter adapter,
            VpScatterGatherList sgList,
            @Nullable Object context) {
        port.note("HwVidExecuteDma");
        list = sgList;
        inFlight = length.get();
        pieces.add("(%X, %X)->%X".formatted(offset, remaining, inFlight));
        largestList = Math.max(largestList, sgList.numberOfElements());
        port.bus.at(port.bus.now() + 1_000, this::engine);
    }

    /** Hardware: moves what the list describes, and raises its line. */
    private void engine() {
        int at = offset;
        for (int i = 0; i < list.numberOfElements(); i++) {
            VpScatterGatherElement element = list.elements(i);
            if (writeToDevice) {
                port.bus.read(element.logicalAddress(), vram, at, element.length());
            } else {
                port.bus.write(element.logicalAddress(), vram, at, element.length());
            }
            at += element.length();
        }
        if (at - offset != inFlight) {
            throw new AssertionError(
                    "the list describes %x bytes, not %x".formatted(at - offset, inFlight));
        }
        port.bus.raise(TestMiniport.IRQ);
    }

    private boolean interrupt(Object ext) {
        port.note("HwVidInterrupt");
        port.bus.lower(TestMiniport.IRQ);
        port.video.queueDpc(port, this::dpc, null);
        return true;
    }

    private void dpc(Object ext, @Nullable Object context) {
        port.note("HwVidDpcRoutine");
        port.video.completeDma(port, port.adapter, list, writeToDevice);
        port.note("VideoPortCompleteDma returned");
        offset += inFlight;
        remaining -= inFlight;
        if (remaining > 0) {
            nextPiece();
        } else {
            finish();
        }
    }

    private void finish() {
        port.video.unlockBuffer(port, mdl);
        mdl = null;
        port.note("VideoPortUnlockBuffer returned");
        port.video.setEvent(port, finished);
    }

    @Override
    public void close() {
        port.close();
    }
}
