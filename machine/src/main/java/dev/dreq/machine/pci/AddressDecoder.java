package dev.dreq.machine.pci;

import dev.dreq.machine.io.PortSpace;
import dev.dreq.machine.io.Window;
import dev.dreq.machine.memory.MemoryMap;
import dev.dreq.machine.memory.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lays the windows of all functions into memory and ports. What changes with one configuration
 * write changes at once. Memory of the machine lies above all windows, the host bridge's own ports
 * above all port windows and those above the ISA bus; among windows the lowest slot is seen, and in
 * it the lowest register.
 */
final class AddressDecoder {

    private final MemoryMap memory;
    private final PortSpace ports;
    private final List<Window> hostPorts;
    private final Map<BaseAddress, Region> regions = new LinkedHashMap<>();
    private final TreeMap<Integer, Window> portWindows = new TreeMap<>();

    AddressDecoder(MemoryMap memory, PortSpace ports, List<Window> hostPorts) {
        this.memory = memory;
        this.ports = ports;
        this.hostPorts = hostPorts;
        layPorts();
    }

    /** Moves what the registers of a function have moved. */
    void decode(List<BaseAddress> bars, ConfigSpace config) {
        List<BaseAddress> moved = new ArrayList<>();
        for (BaseAddress bar : bars) {
            long wanted = bar.wanted(config);
            if (wanted != bar.address().orElse(BaseAddress.NOWHERE)) {
                bar.moveTo(wanted);
                moved.add(bar);
            }
        }
        refresh(moved);
    }

    /** Lays windows anew that have moved, or behind which something else answers now. */
    void refresh(List<BaseAddress> changed) {
        List<Region> removed = new ArrayList<>();
        List<Region> added = new ArrayList<>();
        boolean portsChanged = false;
        for (BaseAddress bar : changed) {
            boolean decoded = bar.address().isPresent();
            if (bar.isPorts()) {
                portsChanged = true;
                portWindows.remove(bar.rank());
                if (decoded) {
                    portWindows.put(bar.rank(), bar.ports());
                }
                continue;
            }
            @Nullable Region old = regions.remove(bar);
            if (old != null) {
                removed.add(old);
            }
            if (decoded) {
                Region region = bar.region();
                regions.put(bar, region);
                added.add(region);
            }
        }
        if (!removed.isEmpty() || !added.isEmpty()) {
            memory.replace(removed, added);
        }
        if (portsChanged) {
            layPorts();
        }
    }

    private void layPorts() {
        List<Window> all = new ArrayList<>(hostPorts);
        all.addAll(portWindows.values());
        ports.overlay(all);
    }
}
