package dev.dreq.machine.memory;

import dev.dreq.machine.time.Sequencer;

/**
 * Physical memory as the processor reaches it. RAM and ROM are reached directly and cost no time;
 * an access that touches a device is a turn of the {@link Sequencer}, which delivers what it raises
 * and lets its time pass.
 */
public final class ProcessorMemory {

    private final MemoryMap map;
    private final MemoryRanges ranges;
    private final Sequencer sequencer;
    private final long cost;

    /**
     * Makes a view.
     *
     * @param cost of an access that touches a device, in nanoseconds
     */
    public ProcessorMemory(MemoryMap map, Sequencer sequencer, long cost) {
        this.map = map;
        this.ranges = new MemoryRanges(map);
        this.sequencer = sequencer;
        this.cost = cost;
    }

    /** Loads 1, 2, 4 or 8 bytes, little-endian. */
    public long load(long address, int size) {
        Section section = map.find(address);
        MemoryBank bank = section.bank;
        if (bank != null && section.end - address >= size) {
            return bank.load(address + section.toBank, size);
        }
        boolean turn = begin(address, size);
        try {
            return map.load(address, size);
        } finally {
            end(turn);
        }
    }

    /** Stores the low 1, 2, 4 or 8 bytes of a value, little-endian. */
    public void store(long address, int size, long value) {
        Section section = map.find(address);
        MemoryBank bank = section.bank;
        if (bank != null && section.writable && section.end - address >= size) {
            bank.store(address + section.toBank, size, value);
            return;
        }
        boolean turn = begin(address, size);
        try {
            map.store(address, size, value);
        } finally {
            end(turn);
        }
    }

    /** Copies physical memory into an array. */
    public void read(long address, byte[] target, int index, int length) {
        boolean turn = begin(address, length);
        try {
            ranges.read(address, target, index, length);
        } finally {
            end(turn);
        }
    }

    /** Copies an array into physical memory. */
    public void write(long address, byte[] source, int index, int length) {
        boolean turn = begin(address, length);
        try {
            ranges.write(address, source, index, length);
        } finally {
            end(turn);
        }
    }

    /** Sets physical memory to a value. */
    public void fill(long address, long length, byte value) {
        boolean turn = begin(address, length);
        try {
            ranges.fill(address, length, value);
        } finally {
            end(turn);
        }
    }

    /** Copies physical memory; the ranges may overlap. */
    public void copy(long target, long source, long length) {
        boolean turn = begin(source, length) || begin(target, length);
        try {
            ranges.copy(target, source, length);
        } finally {
            end(turn);
        }
    }

    private boolean begin(long address, long length) {
        boolean turn = ranges.touchesDevice(address, length);
        if (turn) {
            sequencer.begin();
        }
        return turn;
    }

    private void end(boolean turn) {
        if (turn) {
            sequencer.end(cost);
        }
    }
}
