package dev.dreq.tools.drivers.display;

import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.video.VideoAccessRange;
import dev.dreq.hal.video.VideoPort;
import dev.dreq.hal.video.VideoPortConfigInfo;
import dev.dreq.hal.video.VpDmaAdapter;
import dev.dreq.hal.video.VpStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HwVidFindAdapter: claims and maps the adapter, and reports what its engine can do. */
final class AdapterSearch {
    private static final int MOST_RANGES = 8;
    private static final int REGISTER_BYTES = 0x1000;

    private final DisplayExtension extension;
    private final VideoPort video;
    private final List<Long> bases = new ArrayList<>();

    private AdapterSearch(DisplayExtension extension) {
        this.extension = extension;
        this.video = extension.video;
    }

    /** At PASSIVE_LEVEL. */
    static VpStatus findAdapter(
            Object hwDeviceExtension, VideoPortConfigInfo configInfo, Pulong again) {
        again.set(0);
        if (configInfo.length() < VideoPortConfigInfo.LENGTH) {
            return VpStatus.ERROR_INVALID_PARAMETER;
        }
        AdapterSearch search = new AdapterSearch(DisplayExtension.of(hwDeviceExtension));
        VpStatus status = search.claimed();
        if (status != VpStatus.NO_ERROR) {
            search.giveBack();
        }
        return status;
    }

    private VpStatus claimed() {
        @Nullable VideoAccessRange[] ranges = new @Nullable VideoAccessRange[MOST_RANGES];
        VpStatus status = video.getAccessRanges(extension, ranges);
        if (status != VpStatus.NO_ERROR) {
            return status;
        }
        VideoAccessRange memory = null;
        VideoAccessRange registers = null;
        for (VideoAccessRange range : ranges) {
            if (range == null || range.rangeInIoSpace()) {
                continue;
            }
            if (range.rangeLength() == REGISTER_BYTES) {
                registers = range;
            } else if (memory == null) {
                memory = range;
            }
        }
        return memory == null || registers == null
                ? VpStatus.ERROR_DEV_NOT_EXIST
                : mapped(memory, registers);
    }

    private VpStatus mapped(VideoAccessRange memory, VideoAccessRange registers) {
        long registerBase = base(registers);
        long frameBuffer = base(memory);
        if (registerBase == 0 || frameBuffer == 0) {
            return VpStatus.ERROR_NOT_ENOUGH_MEMORY;
        }
        DispiRegisters dispi = new DispiRegisters(video, registerBase);
        if (!dispi.present()) {
            return VpStatus.ERROR_DEV_NOT_EXIST;
        }
        EngineRegisters engine = new EngineRegisters(video, registerBase);
        DmaEngine found = engine.present() ? reported(engine) : null;
        if (engine.present() && found == null) {
            return VpStatus.ERROR_NOT_ENOUGH_MEMORY;
        }
        long mapped = Integer.toUnsignedLong(memory.rangeLength());
        extension.found(
                new DisplayHardware(
                        dispi, frameBuffer, Math.min(dispi.videoMemory(), mapped), found));
        return VpStatus.NO_ERROR;
    }

    private long base(VideoAccessRange range) {
        long base = video.getDeviceBase(extension, range.rangeStart(), range.rangeLength(), false);
        if (base != 0) {
            bases.add(base);
        }
        return base;
    }

    /** Tells VideoPortGetDmaAdapter what the engine says of itself. */
    private @Nullable DmaEngine reported(EngineRegisters registers) {
        EngineCapabilities capabilities = registers.capabilities();
        VpDmaAdapter adapter = video.getDmaAdapter(extension, capabilities.description());
        return adapter == null ? null : new DmaEngine(registers, capabilities, adapter);
    }

    private void giveBack() {
        bases.forEach(base -> video.freeDeviceBase(extension, base));
        video.getAccessRanges(extension, new @Nullable VideoAccessRange[0]);
    }
}
