package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a bus master's operation has mapped through one allocation of map registers, in order. The
 * registers are used up one after the other until everything is flushed; then they are used from
 * the first one on again.
 */
final class MappedRuns {
    private Mapping[] runs = {};
    private int count;
    private int pages;
    private int bouncePages;
    private long bytes;

    private @Nullable Mdl latestMdl;
    private long latestEnd;
    private boolean latestBounced;

    boolean isOpen() {
        return count != 0;
    }

    int count() {
        return count;
    }

    Mapping run(int index) {
        return runs[index];
    }

    /** Bytes mapped since the registers were used from the first one on. */
    long bytes() {
        return bytes;
    }

    /**
     * How many more pages it takes to map what begins at {@code currentVa}: a run that goes on in
     * the page in which the latest one ended needs no register for it.
     */
    long morePages(Mdl mdl, long currentVa, long length, boolean bounced) {
        return Pages.addressAndSizeToSpanPages(currentVa, length) - shared(mdl, currentVa, bounced);
    }

    /** How many bytes from {@code currentVa} on can be mapped with so many registers in all. */
    long room(int registers, Mdl mdl, long currentVa, boolean bounced) {
        int left = registers - pages + shared(mdl, currentVa, bounced);
        return left == 0 ? 0 : Pages.address(left) - Pages.byteOffset(currentVa);
    }

    /** Where bounced bytes that begin at {@code currentVa} lie, relative to the registers. */
    long bounceOffset(Mdl mdl, long currentVa) {
        return Pages.address(bouncePages - shared(mdl, currentVa, true))
                + Pages.byteOffset(currentVa);
    }

    private int shared(Mdl mdl, long currentVa, boolean bounced) {
        boolean goesOn =
                mdl == latestMdl
                        && currentVa == latestEnd
                        && bounced == latestBounced
                        && Pages.byteOffset(currentVa) != 0;
        return goesOn ? 1 : 0;
    }

    Mapping open(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice,
            long address,
            boolean bounced) {
        if (count == runs.length) {
            runs = Arrays.copyOf(runs, Math.max(4, 2 * count));
            for (int i = count; i < runs.length; i++) {
                runs[i] = new Mapping();
            }
        }
        int more = (int) morePages(mdl, currentVa, length, bounced);
        pages += more;
        bouncePages += bounced ? more : 0;
        bytes += length;
        latestMdl = mdl;
        latestEnd = currentVa + length;
        latestBounced = bounced;
        Mapping run = runs[count++];
        run.open(registers, mdl, currentVa, length, writeToDevice, address, bounced);
        return run;
    }

    /** The run that begins at {@code currentVa}, -1 if there is none. */
    int find(Mdl mdl, long currentVa) {
        for (int i = 0; i < count; i++) {
            if (runs[i].begins(mdl, currentVa)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The index behind the last of the runs that, from {@code first} on, are exactly {@code length}
     * bytes of the buffer in that direction; -1 if there are no such runs.
     */
    int end(int first, long length, boolean writeToDevice) {
        Mapping run = runs[first];
        Mdl mdl = run.mdl();
        long start = run.currentVa();
        long done = 0;
        for (int i = first; i < count; i++) {
            run = runs[i];
            if (!run.begins(mdl, start + done) || run.writeToDevice() != writeToDevice) {
                return -1;
            }
            done += run.length();
            if (done >= length) {
                return done == length ? i + 1 : -1;
            }
        }
        return -1;
    }

    /** The device has done with the runs from {@code first} up to {@code end}, exclusive. */
    void withdraw(int first, int end) {
        for (int i = first; i < end; i++) {
            runs[i].withdraw();
        }
    }

    /** It has done with all. */
    void withdrawAll() {
        withdraw(0, count);
    }

    /** The runs from {@code first} up to {@code end}, exclusive, are flushed. */
    void close(int first, int end) {
        for (int i = first; i < end; i++) {
            runs[i].close();
        }
        for (int to = first, from = end; from < count; to++, from++) {
            Mapping closed = runs[to];
            runs[to] = runs[from];
            runs[from] = closed;
        }
        count -= end - first;
        if (count == 0) {
            pages = 0;
            bouncePages = 0;
            bytes = 0;
            latestMdl = null;
        }
    }

    /** Nothing is mapped any more. */
    void closeAll() {
        close(0, count);
    }
}
