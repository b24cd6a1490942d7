package dev.dreq.hal.mm;

import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import org.jspecify.annotations.Nullable;

/**
 * What the processor's cache holds of the buffers that MDLs describe. Nothing to do on a machine
 * whose processor and bus masters always see memory alike. Any IRQL.
 */
public final class MdlCache {
    private final @Nullable CacheControl control;

    /** The cache of the machine behind {@code bus}, if it has one that software must look after. */
    public MdlCache(CpuBus bus) {
        this.control = bus.capability(CacheControl.class).orElse(null);
    }

    /**
     * Hands a part of a buffer to a device: what was stored there reaches memory.
     *
     * @param va of its first byte, as MmGetMdlVirtualAddress counts
     * @param length in bytes
     * @param deviceWrites the device will write it, so that copies of it are of no use
     */
    public void beforeDma(Mdl mdl, long va, long length, boolean deviceWrites) {
        CacheControl cache = control;
        if (cache == null) {
            return;
        }
        for (long done = 0; done < length; ) {
            long run = run(va + done, length - done);
            cache.clean(physical(mdl, va + done), run);
            if (deviceWrites) {
                cache.invalidate(physical(mdl, va + done), run);
            }
            done += run;
        }
    }

    /** Takes a part of a buffer back that a device has written: it is loaded from memory. */
    public void afterDeviceWrote(Mdl mdl, long va, long length) {
        CacheControl cache = control;
        if (cache == null) {
            return;
        }
        for (long done = 0; done < length; ) {
            long run = run(va + done, length - done);
            cache.invalidate(physical(mdl, va + done), run);
            done += run;
        }
    }

    private static long run(long va, long most) {
        return Math.min(Pages.PAGE_SIZE - Pages.byteOffset(va), most);
    }

    private static long physical(Mdl mdl, long va) {
        int page = (int) Pages.number(va - mdl.startVa());
        return Pages.address(mdl.pfn(page)) + Pages.byteOffset(va);
    }
}
