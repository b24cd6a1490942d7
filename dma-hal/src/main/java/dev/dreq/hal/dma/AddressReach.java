package dev.dreq.hal.dma;

import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.mm.MemoryCachingType;
import dev.dreq.hal.mm.Mm;

/**
 * The memory that a device reaches.
 *
 * @param last the last byte that it reaches, the last of a page
 * @param bits how many address lines it has, 12..64
 */
record AddressReach(long last, int bits) {
    /** A slave, whose page register has 8 bits, and an ISA master. */
    static final AddressReach BITS_24 = ofBits(24);

    static final AddressReach BITS_32 = ofBits(32);

    /** Everything: physical addresses are not negative. */
    private static final AddressReach BITS_64 = ofBits(64);

    private static final long PAGE_MASK = 0xFFF;

    /** A device with so many address lines, 12..64: at least a page. */
    private static AddressReach ofBits(int width) {
        return new AddressReach(width >= Long.SIZE - 1 ? Long.MAX_VALUE : (1L << width) - 1, width);
    }

    /** The same, but not above an address; all ones are above everything. */
    AddressReach upTo(long address) {
        return Long.compareUnsigned(address, last) < 0 ? new AddressReach(address, bits) : this;
    }

    /** What a bus master says of itself. */
    static AddressReach ofMaster(DeviceDescription description, InterfaceType busType) {
        if (description.version() == DeviceDescription.DEVICE_DESCRIPTION_VERSION3) {
            return ofBits(description.dmaAddressWidth());
        }
        if (description.dma64BitAddresses()) {
            return BITS_64;
        }
        boolean pciGatherer = description.scatterGather() && busType == InterfaceType.PCIBus;
        return description.dma32BitAddresses() || pciGatherer ? BITS_32 : BITS_24;
    }

    /** Whether the whole page that a physical address lies in is reached. */
    boolean page(long physical) {
        return (physical | PAGE_MASK) <= last;
    }

    /** How many of the bytes from a physical address on are reached. */
    long clip(long physical, long length) {
        return Math.min(length - 1, last - physical) + 1;
    }

    /**
     * Contiguous memory that is reached and not cached: its virtual address, 0 if there is none.
     * Memory for ISA devices is left to them as long as there is other.
     *
     * @param boundary no multiple of it is crossed, 0 for any
     */
    long allocate(Mm mm, long bytes, long boundary, MemoryCachingType caching) {
        long va =
                last > BITS_24.last
                        ? mm.allocateContiguousMemorySpecifyCache(
                                bytes, BITS_24.last + 1, last, boundary, caching)
                        : 0;
        return va != 0
                ? va
                : mm.allocateContiguousMemorySpecifyCache(bytes, 0, last, boundary, caching);
    }
}
