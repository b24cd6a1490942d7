package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.video.VideoAccessRange;
import dev.dreq.hal.video.VideoPort;
import dev.dreq.hal.video.VideoRequestPacket;
import dev.dreq.hal.video.VpDeviceDescription;
import dev.dreq.hal.video.VpDmaAdapter;
import dev.dreq.hal.video.VpLockOperation;
import dev.dreq.hal.video.VpScatterGatherElement;
import dev.dreq.hal.video.VpScatterGatherList;
import dev.dreq.hal.video.VpStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The device extension: the adapter, and the request that it works on, piece by piece. */
final class MiniportTransfer {
    static final Step<MiniportTransfer> LOCK =
            new Step<>(transfer -> transfer.lock(transfer.operation()));
    static final Step<MiniportTransfer> START = new Step<>(MiniportTransfer::startDma);

    /** In HwVidExecuteDma. */
    static final Step<MiniportTransfer> EXECUTE = new Step<>(MiniportTransfer::program);

    /** In HwVidInterrupt, when the interrupt is quiet. */
    static final Step<MiniportTransfer> INTERRUPT = new Step<>(MiniportTransfer::queueDpc);

    /** In HwVidDpcRoutine. */
    static final Step<MiniportTransfer> COMPLETE = new Step<>(MiniportTransfer::completeDma);

    private static final long NO_TIMEOUT = Long.MAX_VALUE;

    /** What an adapter has: video memory, and its registers behind. */
    private static final int RANGES = 2;

    final VideoPort video;
    private final Kernel kernel;
    private final Fault fault;
    private final Pulong length;
    private @Nullable Card card;
    private @Nullable VpDmaAdapter adapter;
    private @Nullable Mdl mdl;
    private @Nullable VpScatterGatherList list;
    private @Nullable Kevent wake;
    private boolean toDevice;
    private long buffer;
    private int total;
    private int offset;
    private VpStatus status = VpStatus.NO_ERROR;

    MiniportTransfer(Kernel kernel, Fault fault) {
        this.kernel = kernel;
        this.video = kernel.videoPort();
        this.fault = fault;
        this.length = kernel.mm().newUlong(0);
    }

    static MiniportTransfer of(Object hwDeviceExtension) {
        return (MiniportTransfer) hwDeviceExtension;
    }

    /** HwVidFindAdapter. PASSIVE_LEVEL. */
    VpStatus findAdapter() {
        @Nullable VideoAccessRange[] ranges = new @Nullable VideoAccessRange[RANGES];
        VpStatus claimed = video.getAccessRanges(this, ranges);
        VideoAccessRange registers = ranges[RANGES - 1];
        if (claimed != VpStatus.NO_ERROR || registers == null) {
            return VpStatus.ERROR_DEV_NOT_EXIST;
        }
        long base =
                video.getDeviceBase(this, registers.rangeStart(), registers.rangeLength(), false);
        card =
                new EngineCard(
                        new EngineCard.Registers() {
                            @Override
                            public int read(int at) {
                                return video.readRegisterUlong(base + at);
                            }

                            @Override
                            public void write(int at, int value) {
                                video.writeRegisterUlong(base + at, value);
                            }
                        });
        adapter =
                video.getDmaAdapter(
                        this,
                        new VpDeviceDescription(false, true, false, FaultyDevice.MAXIMUM_LENGTH));
        return adapter == null ? VpStatus.ERROR_NOT_ENOUGH_MEMORY : VpStatus.NO_ERROR;
    }

    /** HwVidStartIO. PASSIVE_LEVEL. */
    boolean startIo(VideoRequestPacket packet) {
        byte[] input = new byte[MiniportProgram.INPUT];
        if (packet.inputBufferLength() < input.length) {
            packet.statusBlock().setStatus(VpStatus.ERROR_INSUFFICIENT_BUFFER);
            return true;
        }
        kernel.mm().read(packet.inputBuffer(), input, 0, input.length);
        ByteBuffer request = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        buffer = request.getLong();
        total = request.getInt();
        toDevice = packet.ioControlCode() == MiniportProgram.IOCTL_FAULTY_WRITE;
        packet.statusBlock().setStatus(move());
        return true;
    }

    private VpStatus move() {
        fault.take(LOCK, this);
        if (mdl == null) {
            return VpStatus.ERROR_INVALID_PARAMETER;
        }
        offset = 0;
        status = VpStatus.NO_ERROR;
        Kevent ended = video.createEvent(this, EventType.SynchronizationEvent, false);
        wake = ended;
        startPiece();
        video.waitForSingleObject(this, ended, NO_TIMEOUT);
        video.deleteEvent(this, ended);
        video.unlockBuffer(this, mdl());
        return status;
    }

    /** How the buffer has to be locked. */
    private VpLockOperation operation() {
        return toDevice ? VpLockOperation.VpReadAccess : VpLockOperation.VpWriteAccess;
    }

    /** VideoPortLockBuffer. */
    void lock(VpLockOperation operation) {
        mdl = video.lockBuffer(this, buffer, total, operation);
    }

    Mdl mdl() {
        return there(mdl);
    }

    private void startPiece() {
        length.set(total - offset);
        fault.take(START, this);
    }

    /** VideoPortStartDma. */
    void startDma() {
        VpStatus started =
                video.startDma(
                        this,
                        there(adapter),
                        mdl(),
                        offset,
                        length,
                        (extension, of, delivered, context) -> {
                            list = delivered;
                            fault.take(EXECUTE, this);
                        },
                        null,
                        toDevice);
        if (started != VpStatus.NO_ERROR) {
            status = started;
            video.setEvent(this, there(wake));
        }
    }

    /** The engine moves the piece. */
    void program() {
        VpScatterGatherElement only = list().elements(0);
        there(card).start(only.logicalAddress(), only.length(), offset, !toDevice);
    }

    VpScatterGatherList list() {
        return there(list);
    }

    /** HwVidInterrupt. At the device's IRQL. */
    boolean interrupt() {
        boolean ours = there(card).acknowledge();
        if (ours) {
            fault.take(INTERRUPT, this);
        }
        return ours;
    }

    /** VideoPortQueueDpc. */
    void queueDpc() {
        video.queueDpc(this, (extension, context) -> pieceEnded(), null);
    }

    private void pieceEnded() {
        fault.take(COMPLETE, this);
        offset += length.get();
        if (offset < total) {
            startPiece();
        } else {
            video.setEvent(this, there(wake));
        }
    }

    /** VideoPortCompleteDma. */
    void completeDma() {
        completeDma(toDevice);
    }

    void completeDma(boolean writeToDevice) {
        video.completeDma(this, there(adapter), list(), writeToDevice);
    }

    boolean toDevice() {
        return toDevice;
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the miniport was called out of turn");
        }
        return value;
    }
}
