package dev.dreq.tools.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What went on between a device and the rest of its machine.
 *
 * @param registerReads reads of its registers by software
 * @param registerWrites likewise writes
 * @param transfers DMA accesses, also those that failed
 * @param bytesToMemory what it moved to memory by DMA
 * @param bytesFromMemory what it moved from memory by DMA
 * @param interrupts how often it raised its interrupt
 */
record DeviceActivity(
        long registerReads,
        long registerWrites,
        long transfers,
        long bytesToMemory,
        long bytesFromMemory,
        long interrupts) {

    static final DeviceActivity NONE = new DeviceActivity(0, 0, 0, 0, 0, 0);

    /** Register accesses, in words. */
    String accesses() {
        return count(registerReads, "register read") + ", " + count(registerWrites, "write");
    }

    /** DMA, in words. */
    String dma() {
        return "%s to memory, %s from memory, in %s"
                .formatted(
                        count(bytesToMemory, "byte"),
                        count(bytesFromMemory, "byte"),
                        count(transfers, "transfer"));
    }

    /** All in lines of words, without what there was none of. */
    List<String> lines() {
        List<String> wires = new ArrayList<>();
        if (registerReads + registerWrites > 0) {
            wires.add(accesses());
        }
        if (interrupts > 0) {
            wires.add(count(interrupts, "interrupt"));
        }
        List<String> lines = new ArrayList<>();
        if (!wires.isEmpty()) {
            lines.add(String.join(", ", wires));
        }
        if (transfers > 0) {
            lines.add("DMA: " + dma());
        }
        return lines;
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
