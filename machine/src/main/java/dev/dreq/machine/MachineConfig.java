package dev.dreq.machine;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.dreq.machine.memory.PcLayout;
import dev.dreq.plugin.cpu.RamRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a machine is made of.
 *
 * @param memory bytes of RAM
 * @param roms ROM images, later ones above earlier ones
 * @param pci whether there is a PCI bus
 * @param coherent whether the processor and bus masters always see memory alike
 * @param devices in the order in which they get what they claim
 */
record MachineConfig(
        long memory, List<Rom> roms, boolean pci, boolean coherent, List<DeviceConfig> devices) {

    static final long MIN_MEMORY = 1L << 20;
    static final long MAX_MEMORY = 1L << 40;
    static final long MEMORY_STEP = 4096;
    static final int MAX_ROM = 16 << 20;
    static final int MAX_ROMS = 64;

    MachineConfig {
        roms = List.copyOf(roms);
        devices = List.copyOf(devices);
        if (roms.size() > MAX_ROMS) {
            throw new ConfigurationException(
                    "%d ROMs are not possible; a machine takes %d"
                            .formatted(roms.size(), MAX_ROMS));
        }
        if (memory < MIN_MEMORY || memory > MAX_MEMORY || memory % MEMORY_STEP != 0) {
            throw new ConfigurationException(
                    "%d bytes of memory are not possible; it takes 1M..1T in steps of 4K"
                            .formatted(memory));
        }
    }

    /** The pages of RAM that no ROM lies on, which a cache may hold. */
    List<RamRange> cacheable() {
        RangeSet<Long> pages = TreeRangeSet.create();
        for (RamRange range : PcLayout.ranges(memory)) {
            pages.add(pages(range.start(), range.end()));
        }
        for (Rom rom : roms) {
            pages.remove(pages(rom.address(), rom.address() + rom.image().length));
        }
        return pages.asRanges().stream()
                .map(
                        range ->
                                new RamRange(
                                        range.lowerEndpoint() * MEMORY_STEP,
                                        (range.upperEndpoint() - range.lowerEndpoint())
                                                * MEMORY_STEP))
                .toList();
    }

    private static Range<Long> pages(long start, long end) {
        return Range.closedOpen(start / MEMORY_STEP, (end - 1) / MEMORY_STEP + 1);
    }

    /** A ROM image at a physical address. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them, and nobody else has the array
    record Rom(long address, byte[] image) {
        Rom {
            if (image.length == 0 || image.length > MAX_ROM) {
                throw new ConfigurationException(
                        "a ROM of %d bytes is not possible; it takes 1..%d"
                                .formatted(image.length, MAX_ROM));
            }
            if (address < 0 || address > Long.MAX_VALUE - image.length - 1) {
                throw new ConfigurationException(
                        "a ROM at %x is not possible; it would end above 2^63".formatted(address));
            }
        }
    }

    /**
     * A device.
     *
     * @param type the name of its type
     * @param name its own; empty for the type's next
     * @param settings that differ from their defaults; of a PCI function perhaps its slot
     */
    record DeviceConfig(String type, Optional<String> name, Map<String, String> settings) {

        /** The setting that names a PCI function's slot; it is the machine's, not the device's. */
        static final String ADDRESS = "addr";

        DeviceConfig {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }

        DeviceConfig(String type, Map<String, String> settings) {
            this(type, Optional.empty(), settings);
        }

        /** The same device with the name and in the place that it has got. */
        DeviceConfig placed(String itsName, List<Grant> grants) {
            Map<String, String> all = new LinkedHashMap<>(settings);
            for (Grant grant : grants) {
                if (grant instanceof Grant.Slot slot) {
                    all.put(ADDRESS, "0x%x".formatted(slot.number()));
                }
            }
            return new DeviceConfig(type, Optional.of(itsName), all);
        }
    }
}
