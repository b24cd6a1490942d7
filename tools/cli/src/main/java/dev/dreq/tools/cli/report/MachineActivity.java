package dev.dreq.tools.cli.report;

import dev.dreq.machine.Trace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.HashMap;
import java.util.Map;

/** Counts, device by device, what happens on a machine. */
public final class MachineActivity implements Trace {
    private final Map<String, Counts> devices = new HashMap<>();

    private static final class Counts {
        private long reads;
        private long writes;
        private long transfers;
        private long toMemory;
        private long fromMemory;
        private long interrupts;
    }

    private Counts counts(String device) {
        return devices.computeIfAbsent(device, first -> new Counts());
    }

    /** What a device has done so far. */
    DeviceActivity of(String device) {
        Counts counts = devices.get(device);
        return counts == null
                ? DeviceActivity.NONE
                : new DeviceActivity(
                        counts.reads,
                        counts.writes,
                        counts.transfers,
                        counts.toMemory,
                        counts.fromMemory,
                        counts.interrupts);
    }

    @Override
    public void registerRead(
            String device, String window, String register, long offset, int size, long value) {
        counts(device).reads++;
    }

    @Override
    public void registerWrite(
            String device, String window, String register, long offset, int size, long value) {
        counts(device).writes++;
    }

    @Override
    public void dma(
            String device,
            int channel,
            long address,
            int length,
            DmaDirection direction,
            int moved,
            BusStatus status) {
        Counts counts = counts(device);
        counts.transfers++;
        switch (direction) {
            case TO_MEMORY -> counts.toMemory += moved;
            case FROM_MEMORY -> counts.fromMemory += moved;
            case VERIFY -> {} // no byte reaches memory
        }
    }

    /** An ISA card's line; that of a PCI function is {@link #functionInterrupt}. */
    @Override
    public void interrupt(String device, int input, boolean level) {
        if (level && !device.isEmpty()) {
            counts(device).interrupts++;
        }
    }

    @Override
    public void functionInterrupt(String device) {
        counts(device).interrupts++;
    }
}
