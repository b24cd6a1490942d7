package dev.dreq.hal.mm;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.plugin.cpu.CpuBus;

/** What the processor's loads and stores through virtual addresses do, faults included. */
final class MemoryAccess {
    private final CpuBus bus;
    private final Ke ke;
    private final AddressSpace space;
    private final PageLocks locks;
    private MemoryWatch watch = MemoryWatch.NONE;

    MemoryAccess(CpuBus bus, Ke ke, AddressSpace space, PageLocks locks) {
        this.bus = bus;
        this.ke = ke;
        this.space = space;
        this.locks = locks;
    }

    void watch(MemoryWatch newWatch) {
        watch = newWatch;
    }

    void read(long va, byte[] target, int offset, int length) {
        for (int done = 0; done < length; ) {
            Region region = touch(va + done, false);
            int run = touchRun(region, va + done, length - done, false);
            long physical = AddressSpace.physical(region, va + done);
            watch.loads(physical, run);
            bus.read(physical, target, offset + done, run);
            done += run;
        }
    }

    void write(long va, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            Region region = touch(va + done, true);
            int run = touchRun(region, va + done, length - done, true);
            long physical = AddressSpace.physical(region, va + done);
            watch.stores(physical, run);
            bus.write(physical, source, offset + done, run);
            done += run;
        }
    }

    void fill(long va, int length, int value) {
        for (int done = 0; done < length; ) {
            Region region = touch(va + done, true);
            int run = touchRun(region, va + done, length - done, true);
            long physical = AddressSpace.physical(region, va + done);
            watch.stores(physical, run);
            bus.fill(physical, run, value);
            done += run;
        }
    }

    void copy(long target, long source, int length) {
        for (int done = 0; done < length; ) {
            Region from = touch(source + done, false);
            int run = touchRun(from, source + done, length - done, false);
            Region to = touch(target + done, true);
            run = touchRun(to, target + done, run, true);
            long physicalFrom = AddressSpace.physical(from, source + done);
            long physicalTo = AddressSpace.physical(to, target + done);
            watch.loads(physicalFrom, run);
            watch.stores(physicalTo, run);
            bus.copy(physicalTo, physicalFrom, run);
            done += run;
        }
    }

    /** As {@link #copy}, but only what is not mapped is a fault. */
    void copyResident(long target, long source, int length) {
        for (int done = 0; done < length; ) {
            Region from = mapped(source + done);
            Region to = mapped(target + done);
            int run = AddressSpace.run(from, source + done, length - done);
            run = AddressSpace.run(to, target + done, run);
            bus.copy(
                    AddressSpace.physical(to, target + done),
                    AddressSpace.physical(from, source + done),
                    run);
            done += run;
        }
    }

    /** The run from {@code va} on, each of whose pages may be touched. */
    private int touchRun(Region region, long va, int most, boolean write) {
        int run = AddressSpace.run(region, va, most);
        for (long page = Pages.pageAlign(va) + Pages.PAGE_SIZE;
                page < va + run;
                page += Pages.PAGE_SIZE) {
            touch(page, write);
        }
        return run;
    }

    /** The region of an address that may be touched now, or a bug check. */
    Region touch(long va, boolean write) {
        Region region = space.find(va);
        int irql = ke.getCurrentIrql();
        boolean high = irql >= Irql.DISPATCH_LEVEL;
        if (high && AddressSpace.isUser(va)) {
            throw fault(
                    BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL,
                    va,
                    irql,
                    write,
                    "a user address is of no use here; use MmGetSystemAddressForMdlSafe");
        }
        if (region == null) {
            throw unmapped(va, write);
        }
        if (high && region.pageable() && !locks.locked(region.frame(va))) {
            throw fault(
                    BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL,
                    va,
                    irql,
                    write,
                    "the memory is pageable; lock it first, or allocate it from nonpaged pool");
        }
        if (write && !region.writable()) {
            throw fault(
                    BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY,
                    va,
                    irql,
                    true,
                    "the memory may only be read");
        }
        return region;
    }

    boolean isPageable(long va) {
        Region region = space.find(va);
        return region != null && region.pageable() && !locks.locked(region.frame(va));
    }

    /** The region of an address, or a bug check. */
    Region mapped(long va) {
        Region region = space.find(va);
        if (region == null) {
            throw unmapped(va, false);
        }
        return region;
    }

    private static BugCheck unmapped(long va, boolean write) {
        return new BugCheck(
                BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA,
                va,
                write ? 1 : 0,
                0,
                0,
                "%s %x, where nothing is mapped; check the pointer and how long it lives"
                        .formatted(write ? "a write to" : "a read of", va));
    }

    private static BugCheck fault(
            BugCheckCode code, long va, int irql, boolean write, String words) {
        return new BugCheck(
                code,
                va,
                irql,
                write ? 1 : 0,
                0,
                "%s %x at %s: %s"
                        .formatted(write ? "a write to" : "a read of", va, Irql.name(irql), words));
    }
}
