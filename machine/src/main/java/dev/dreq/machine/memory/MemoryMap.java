package dev.dreq.machine.memory;

import dev.dreq.machine.io.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Physical memory as the processor sees it. RAM and ROM are loads from a bank; a device's window
 * gets accesses as {@link Window} says; where nothing is, reads give zeros and writes vanish. An
 * access belongs to the section in which it starts; one that crosses a border is divided there.
 * Addresses are unsigned; none is an error.
 */
public final class MemoryMap {

    private final List<Region> regions = new ArrayList<>();
    private FlatMap flat = new FlatMap(List.of());

    /** Adds regions and compiles the map anew. */
    public void add(List<Region> added) {
        regions.addAll(added);
        flat = new FlatMap(regions);
    }

    /** Takes a region out and compiles the map anew. */
    public void remove(Region region) {
        replace(List.of(region), List.of());
    }

    /** Puts regions in the place of others, at once. */
    public void replace(List<Region> removed, List<Region> added) {
        regions.removeAll(removed);
        add(added);
    }

    Section find(long address) {
        return flat.find(address);
    }

    /** Loads 1, 2, 4 or 8 bytes, little-endian. */
    public long load(long address, int size) {
        Section section = flat.find(address);
        MemoryBank bank = section.bank;
        if (bank != null && section.end - address >= size) {
            return bank.load(address + section.toBank, size);
        }
        return loadParts(section, address, size);
    }

    private long loadParts(Section first, long address, int size) {
        Window window = first.window;
        if (window != null && !window.takes(size)) {
            return Window.ones(size);
        }
        long value = 0;
        int done = 0;
        Section section = first;
        while (true) {
            long at = address + done;
            int part = (int) section.run(at, size - done);
            value |= loadPart(section, at, part) << (8 * done);
            done += part;
            if (done == size) {
                return value;
            }
            section = flat.find(address + done);
        }
    }

    private static long loadPart(Section section, long address, int size) {
        if (section.window != null) {
            return section.window.read(address - section.window.base(), size);
        }
        long value = 0;
        if (section.bank != null) {
            for (int i = 0; i < size; i++) {
                value |= section.bank.load(address + i + section.toBank, 1) << (8 * i);
            }
        }
        return value;
    }

    /** Stores the low 1, 2, 4 or 8 bytes of a value, little-endian. */
    public void store(long address, int size, long value) {
        Section section = flat.find(address);
        MemoryBank bank = section.bank;
        if (bank != null && section.writable && section.end - address >= size) {
            bank.store(address + section.toBank, size, value);
        } else {
            storeParts(section, address, size, value);
        }
    }

    private void storeParts(Section first, long address, int size, long value) {
        Window window = first.window;
        if (window != null && !window.takes(size)) {
            return;
        }
        int done = 0;
        Section section = first;
        while (true) {
            long at = address + done;
            int part = (int) section.run(at, size - done);
            storePart(section, at, part, value >>> (8 * done));
            done += part;
            if (done == size) {
                return;
            }
            section = flat.find(address + done);
        }
    }

    private static void storePart(Section section, long address, int size, long value) {
        if (section.window != null) {
            long offset = address - section.window.base();
            section.window.write(offset, size, value & Window.ones(size));
        } else if (section.bank != null && section.writable) {
            for (int i = 0; i < size; i++) {
                section.bank.store(address + i + section.toBank, 1, value >>> (8 * i));
            }
        }
    }
}
