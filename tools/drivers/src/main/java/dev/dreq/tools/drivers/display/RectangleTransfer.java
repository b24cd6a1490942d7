package dev.dreq.tools.drivers.display;

import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.video.VideoPort;
import dev.dreq.hal.video.VideoSynchronizePriority;
import dev.dreq.hal.video.VpDmaAdapter;
import dev.dreq.hal.video.VpScatterGatherList;
import dev.dreq.hal.video.VpStatus;
import org.jspecify.annotations.Nullable;

/**
 * A request to move a locked buffer to or from the screen, by packet-based bus-master DMA: piece by
 * piece as VideoPortStartDma maps them, and each piece command by command.
 */
final class RectangleTransfer {
    private static final int IDLE_POLLS = 100;
    private static final long NO_TIMEOUT = Long.MAX_VALUE;

    private final DisplayExtension extension;
    private final VideoPort video;
    private final DmaEngine engine;
    private final @Nullable ScatterGatherTable table;
    private final ScreenRectangle rectangle;
    private final boolean toScreen;
    private final Mdl mdl;
    private final Kevent wake;

    /** The piece: where in the buffer it begins, how long it is, and what of it was moved. */
    private int offset;

    private int pieceLength;
    private int pieceMoved;
    private @Nullable VpScatterGatherList sgList;
    private @Nullable ListCursor cursor;

    /** The command that the engine runs; null while it has none. */
    private @Nullable EngineCommand running;

    private long commands;
    private boolean waitsForRegisters;
    private @Nullable VpStatus result;

    /**
     * A transfer of a buffer that VideoPortLockBuffer has locked. At PASSIVE_LEVEL.
     *
     * @param table null for an engine that takes none
     */
    RectangleTransfer(
            DisplayExtension extension,
            DmaEngine engine,
            @Nullable ScatterGatherTable table,
            ScreenRectangle rectangle,
            boolean toScreen,
            Mdl mdl) {
        this.extension = extension;
        this.video = extension.video;
        this.engine = engine;
        this.table = table;
        this.rectangle = rectangle;
        this.toScreen = toScreen;
        this.mdl = mdl;
        this.wake = video.createEvent(extension, EventType.SynchronizationEvent, false);
    }

    /** Moves everything, and unlocks the buffer whatever happened. At PASSIVE_LEVEL. */
    VpStatus run() {
        startPiece();
        VpStatus ended = await();
        video.deleteEvent(extension, wake);
        return ended;
    }

    /** At or below DISPATCH_LEVEL. The piece may have ended when this returns. */
    private void startPiece() {
        extension.counters.startDma();
        extension.length.set(rectangle.bytes() - offset);
        VpStatus started =
                video.startDma(
                        extension,
                        engine.adapter(),
                        mdl,
                        offset,
                        extension.length,
                        this::executeDma,
                        this,
                        toScreen);
        if (started != VpStatus.NO_ERROR) {
            finish(started);
        }
    }

    /** HwVidExecuteDma. At DISPATCH_LEVEL. */
    private void executeDma(
            Object hwDeviceExtension,
            VpDmaAdapter adapter,
            VpScatterGatherList list,
            @Nullable Object context) {
        extension.counters.list(list.numberOfElements());
        sgList = list;
        cursor = new ListCursor(list);
        pieceLength = extension.length.get();
        pieceMoved = 0;
        startCommand(cursor);
        if (waitsForRegisters) {
            waitsForRegisters = false;
            video.setEvent(extension, wake);
        }
    }

    private void startCommand(ListCursor from) {
        int elements = table == null ? 1 : table.entries();
        int most = Math.min(pieceLength - pieceMoved, engine.capabilities().maxLength());
        EngineCommand command = rectangle.next(offset + pieceMoved, from.covered(elements, most));
        running = command;
        commands++;
        extension.counters.command();
        boolean interrupt = extension.options.irq();
        if (table != null) {
            int entries = table.fill(from, command.bytes());
            engine.registers()
                    .start(command, table.logicalAddress(), entries, !toScreen, interrupt);
        } else {
            from.take(
                    command.bytes(),
                    (address, length) ->
                            engine.registers().start(command, address, 0, !toScreen, interrupt));
        }
    }

    /** The engine has ended a command with this STATUS. At DISPATCH_LEVEL, in a DPC. */
    void commandEnded(int status) {
        EngineCommand command = running;
        ListCursor from = cursor;
        if (command == null || from == null || (status & EngineRegisters.ENDED) == 0) {
            return;
        }
        running = null;
        int moved = Math.max(engine.registers().moved(), 0);
        extension.counters.moved(toScreen, moved);
        if ((status & EngineRegisters.ENDED) != EngineRegisters.DONE || moved != command.bytes()) {
            completePiece();
            finish(VpStatus.ERROR_IO_DEVICE);
            return;
        }
        pieceMoved += moved;
        if (pieceMoved < pieceLength) {
            startCommand(from);
            return;
        }
        completePiece();
        offset += pieceLength;
        if (offset < rectangle.bytes()) {
            startPiece();
        } else {
            finish(VpStatus.NO_ERROR);
        }
    }

    private void completePiece() {
        VpScatterGatherList list = sgList;
        if (list != null) {
            sgList = null;
            video.completeDma(extension, engine.adapter(), list, toScreen);
        }
    }

    private void finish(VpStatus status) {
        video.unlockBuffer(extension, mdl);
        result = status;
        video.setEvent(extension, wake);
    }

    /** Waits for the end; only a command that the engine has is waited for with a timeout. */
    private VpStatus await() {
        while (result == null) {
            long before = commands;
            waitsForRegisters = running == null;
            long timeout =
                    waitsForRegisters
                            ? NO_TIMEOUT
                            : DueTime.milliseconds(extension.options.patienceMillis());
            VpStatus waited = video.waitForSingleObject(extension, wake, timeout);
            if (waited == VpStatus.WAIT_TIMEOUT && commands == before && takeFromDpc()) {
                return timedOut();
            }
        }
        return result;
    }

    /** Takes the running command away from the DPC, and has the engine end it. */
    private boolean takeFromDpc() {
        return video.synchronizeExecution(
                extension,
                VideoSynchronizePriority.VpLowPriority,
                context -> {
                    boolean taken = running != null;
                    running = null;
                    if (taken) {
                        engine.registers().abort();
                    }
                    return taken;
                },
                null);
    }

    private VpStatus timedOut() {
        extension.counters.timedOut();
        video.logError(extension, null, VpStatus.WAIT_TIMEOUT, (int) commands);
        // The pages are the device's until it is idle; one that never is cannot keep them for ever.
        for (int i = 0; i < IDLE_POLLS && engineBusy(); i++) {
            video.waitForSingleObject(extension, wake, DueTime.milliseconds(1));
        }
        engine.registers().dismiss(EngineRegisters.ENDED);
        completePiece();
        finish(VpStatus.ERROR_IO_DEVICE);
        return VpStatus.ERROR_IO_DEVICE;
    }

    private boolean engineBusy() {
        return (engine.registers().status() & EngineRegisters.BUSY) != 0;
    }
}
