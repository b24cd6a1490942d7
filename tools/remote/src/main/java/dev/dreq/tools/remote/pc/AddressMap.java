package dev.dreq.tools.remote.pc;

import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.pci.PciBar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What answers where. Under the machine's lock. */
public final class AddressMap {

    private static final long PORTS = 0x1_0000;

    private final Pc pc;

    public AddressMap(Pc pc) {
        this.pc = pc;
    }

    /** What an area is. */
    public enum Kind {
        RAM("ram"),
        ROM("rom"),
        DEVICE("i/o");

        private final String spelling;

        Kind(String spelling) {
            this.spelling = spelling;
        }

        /** As QEMU writes it. */
        public String spelling() {
            return spelling;
        }
    }

    /**
     * An area.
     *
     * @param start its first address
     * @param end its last
     * @param name of whose it is
     */
    public record Area(long start, long end, Kind kind, String name) {}

    /** The areas of memory, ascending. */
    public List<Area> memory() {
        List<Area> areas = new ArrayList<>();
        for (RamRange range : pc.bus().ramRanges()) {
            areas.add(new Area(range.start(), range.end() - 1, Kind.RAM, "pc.ram"));
        }
        pc.firmware()
                .ifPresent(
                        rom ->
                                areas.add(
                                        new Area(rom.start(), rom.end() - 1, Kind.ROM, "pc.bios")));
        bars(false, areas);
        areas.sort(Comparator.comparingLong(Area::start));
        return areas;
    }

    /** The areas of ports, ascending. */
    public List<Area> ports() {
        List<Area> areas = new ArrayList<>();
        areas.add(new Area(0xcf8, 0xcfb, Kind.DEVICE, "pci-conf-idx"));
        areas.add(new Area(0xcfc, 0xcff, Kind.DEVICE, "pci-conf-data"));
        for (DeviceNode node : pc.machine().devices()) {
            for (Grant grant : node.grants()) {
                if (grant instanceof Grant.Ports ports && !node.isUnplugged()) {
                    areas.add(
                            new Area(
                                    ports.range().base(),
                                    ports.range().last(),
                                    Kind.DEVICE,
                                    "%s %s".formatted(node.name(), ports.claim())));
                }
            }
        }
        bars(true, areas);
        areas.sort(Comparator.comparingLong(Area::start));
        return areas;
    }

    /** The last port. */
    public static long lastPort() {
        return PORTS - 1;
    }

    private void bars(boolean io, List<Area> areas) {
        for (DeviceNode node : pc.machine().devices()) {
            for (Grant grant : node.grants()) {
                if (grant instanceof Grant.Bar bar
                        && (bar.bar().kind() == PciBar.Kind.IO) == io
                        && bar.address().isPresent()
                        && !node.isUnplugged()) {
                    long start = bar.address().getAsLong();
                    areas.add(
                            new Area(
                                    start,
                                    start + bar.bar().size() - 1,
                                    Kind.DEVICE,
                                    "%s %s".formatted(node.name(), bar.claim())));
                }
            }
        }
    }

    /** Whether somebody answers at each of these addresses. */
    public boolean covers(long address, long length) {
        long at = address;
        long last = address + length - 1;
        for (Area area : memory()) {
            if (Long.compareUnsigned(area.start(), at) <= 0
                    && Long.compareUnsigned(at, area.end()) <= 0) {
                if (Long.compareUnsigned(last, area.end()) <= 0) {
                    return true;
                }
                at = area.end() + 1;
            }
        }
        return false;
    }
}
