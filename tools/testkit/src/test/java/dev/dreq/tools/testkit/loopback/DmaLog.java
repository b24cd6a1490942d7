package dev.dreq.tools.testkit.loopback;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.DmaWatch;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.ArrayList;
import java.util.List;

/** What the cards did on the bus, as a bus analyser shows it. */
final class DmaLog {
    private final List<Run> runs = new ArrayList<>();
    private int alternations;
    private boolean marked;

    /** Accesses of one device, one way, each behind the one before it. */
    record Run(String device, long address, long length, DmaDirection direction) {
        private boolean goesOn(String nextDevice, long next, DmaDirection nextDirection) {
            return device.equals(nextDevice)
                    && direction == nextDirection
                    && address + length == next;
        }
    }

    DmaLog(CpuBus bus) {
        bus.capability(DmaWatch.class).orElseThrow().watch(this::note);
    }

    private boolean note(String device, long address, long length, DmaDirection direction) {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (!marked && last != null && last.goesOn(device, address, direction)) {
            runs.set(
                    runs.size() - 1,
                    new Run(device, last.address(), last.length() + length, direction));
            return true;
        }
        if (last != null && !last.device().equals(device)) {
            alternations++;
        }
        runs.add(new Run(device, address, length, direction));
        marked = false;
        return true;
    }

    /** A place in the log; no run goes on across it. */
    int mark() {
        marked = true;
        return runs.size();
    }

    /** What a device has done since a mark. */
    List<Run> since(int mark, String device) {
        return runs.subList(mark, runs.size()).stream()
                .filter(run -> run.device().equals(device))
                .toList();
    }

    /** How often the bus went from one device to another. */
    int alternations() {
        return alternations;
    }
}
