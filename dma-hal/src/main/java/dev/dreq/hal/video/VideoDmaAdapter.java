package dev.dreq.hal.video;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/** What lies behind a VP_DMA_ADAPTER: the kernel's adapter, and the operation on it. */
final class VideoDmaAdapter implements VpDmaAdapter {
    private final long address;
    private final VideoDevice device;
    private final DmaAdapter kernelAdapter;
    private final long maximumLength;
    private final int mapRegisters;
    private @Nullable VideoDma open;

    VideoDmaAdapter(
            long address,
            VideoDevice device,
            DmaAdapter kernelAdapter,
            long maximumLength,
            int mapRegisters) {
        this.address = address;
        this.device = device;
        this.kernelAdapter = kernelAdapter;
        this.maximumLength = maximumLength;
        this.mapRegisters = mapRegisters;
    }

    @Override
    public long address() {
        return address;
    }

    VideoDevice device() {
        return device;
    }

    DmaAdapter kernelAdapter() {
        return kernelAdapter;
    }

    /** The operation from VideoPortStartDma to VideoPortCompleteDma; null if there is none. */
    @Nullable VideoDma open() {
        return open;
    }

    void setOpen(@Nullable VideoDma newOpen) {
        open = newOpen;
    }

    /**
     * How many of the wanted bytes one operation covers: to the end of the buffer, as far as the
     * device counts, and as far as the map registers reach from where the piece lies in its page.
     *
     * @return 0 if the piece begins behind the buffer or nothing is wanted
     */
    int covered(Mdl mdl, int offset, int wanted) {
        long from = Integer.toUnsignedLong(offset);
        long left = Integer.toUnsignedLong(mdl.byteCount()) - from;
        long reach = Pages.address(mapRegisters) - Pages.byteOffset(mdl.byteOffset() + from);
        long device = Math.min(maximumLength, reach);
        return (int) Math.max(Math.min(Math.min(Integer.toUnsignedLong(wanted), left), device), 0);
    }

    void requireIdle(String routine) {
        if (open != null) {
            throw Rule.DMA_NOT_COMPLETED.stop(
                    address,
                    0,
                    0,
                    ("%s with an adapter whose operation is open; call VideoPortCompleteDma"
                                            + " first, or get an adapter for")
                                    .formatted(routine)
                            + " each engine");
        }
    }
}
