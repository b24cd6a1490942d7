package dev.dreq.tools.drivers.display;

import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.video.VideoPort;
import dev.dreq.hal.video.VpLockOperation;
import dev.dreq.hal.video.VpStatus;
import org.jspecify.annotations.Nullable;

/** Moves rectangles, one at a time: by DMA if there is an engine, else by the processor. */
final class RectangleRequests {
    private final DisplayExtension extension;
    private final VideoPort video;
    private final DisplayHardware hardware;

    RectangleRequests(DisplayExtension extension) {
        this.extension = extension;
        this.video = extension.video;
        this.hardware = extension.hardware();
    }

    /** At PASSIVE_LEVEL. */
    VpStatus move(RectangleRequest request, boolean toScreen) {
        DisplayMode mode = hardware.dispi().mode();
        int pitch = hardware.dispi().pitch(mode);
        if (!mode.fits(hardware.videoMemory())
                || (long) pitch * mode.height() > hardware.videoMemory()
                || !request.inside(mode)) {
            return VpStatus.ERROR_INVALID_PARAMETER;
        }
        ScreenRectangle rectangle = ScreenRectangle.of(request, mode, pitch);
        DmaEngine engine = hardware.engine();
        if (engine == null) {
            return copy(rectangle, request.buffer(), toScreen);
        }
        return engine.capabilities().scatterGather()
                ? withTable(engine, rectangle, request.buffer(), toScreen)
                : transfer(engine, null, rectangle, request.buffer(), toScreen);
    }

    /** The table is allocated for the request, since a miniport is not told of its removal. */
    private VpStatus withTable(
            DmaEngine engine, ScreenRectangle rectangle, long buffer, boolean toScreen) {
        int bytes = ScatterGatherTable.bytes(engine.capabilities());
        PphysicalAddress logical = extension.kernel.dma().newPhysicalAddress();
        long va =
                video.allocateCommonBuffer(extension, engine.adapter(), bytes, logical, true, null);
        if (va == 0) {
            return VpStatus.ERROR_NOT_ENOUGH_MEMORY;
        }
        ScatterGatherTable table =
                new ScatterGatherTable(
                        extension.kernel.mm(), va, logical.get(), engine.capabilities());
        VpStatus status = transfer(engine, table, rectangle, buffer, toScreen);
        video.releaseCommonBuffer(extension, engine.adapter(), bytes, logical.get(), va, true);
        return status;
    }

    private VpStatus transfer(
            DmaEngine engine,
            @Nullable ScatterGatherTable table,
            ScreenRectangle rectangle,
            long buffer,
            boolean toScreen) {
        Mdl mdl = lock(rectangle, buffer, toScreen);
        if (mdl == null) {
            return VpStatus.ERROR_INVALID_PARAMETER;
        }
        RectangleTransfer transfer =
                new RectangleTransfer(extension, engine, table, rectangle, toScreen, mdl);
        extension.transfer = transfer;
        boolean polled = !extension.options.irq();
        if (polled) {
            video.startTimer(extension);
        }
        VpStatus status = transfer.run();
        if (polled) {
            video.stopTimer(extension);
        }
        extension.transfer = null;
        return status;
    }

    private @Nullable Mdl lock(ScreenRectangle rectangle, long buffer, boolean toScreen) {
        return video.lockBuffer(
                extension,
                buffer,
                rectangle.bytes(),
                toScreen ? VpLockOperation.VpReadAccess : VpLockOperation.VpWriteAccess);
    }

    /** Without an engine. The buffer is locked so that a bad address fails the request only. */
    private VpStatus copy(ScreenRectangle rectangle, long buffer, boolean toScreen) {
        Mdl mdl = lock(rectangle, buffer, toScreen);
        if (mdl == null) {
            return VpStatus.ERROR_INVALID_PARAMETER;
        }
        for (int i = 0; i < rectangle.lines(); i++) {
            long line = hardware.frameBuffer() + rectangle.first() + (long) i * rectangle.pitch();
            long pixels = buffer + (long) i * rectangle.line();
            video.moveMemory(toScreen ? line : pixels, toScreen ? pixels : line, rectangle.line());
        }
        video.unlockBuffer(extension, mdl);
        extension.counters.copied(toScreen, rectangle.bytes());
        return VpStatus.NO_ERROR;
    }
}
