package dev.dreq.tools.testkit.examples;

import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.tools.testkit.bus.FakeCpuBus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Plays a floppy controller with a 1.44M disk in drive 0. A command that interrupts does so 100 us
 * later. It moves no data: the test says how many sectors each transfer would have moved.
 */
final class ScriptedFdc implements IoHandler {
    static final int BASE = 0x3f0;
    static final int FIFO = BASE + 5;
    static final int IRQ = 6;
    static final CmResourceList RESOURCES =
            CmResourceList.isa(
                    new CmResource.Port(BASE, 6),
                    new CmResource.Port(BASE + 7, 1),
                    new CmResource.Interrupt(IRQ, InterruptMode.Latched, false),
                    new CmResource.Dma(2));

    private static final long COMMAND_NANOS = 100_000;
    private static final int SECTORS = 18;
    private static final int HEADS = 2;

    private final FakeCpuBus pc;
    private final Queue<Integer> sectorsToMove = new ArrayDeque<>();
    private final Queue<Integer> results = new ArrayDeque<>();
    private final Queue<Integer> senses = new ArrayDeque<>();
    private final List<Integer> command = new ArrayList<>();
    private Runnable onTransfer = () -> {};
    private boolean busy;
    private boolean changed = true;
    private int dor;
    private int rate;
    private int cylinder;

    /** Plugs it into a machine. */
    ScriptedFdc(FakeCpuBus pc) {
        this.pc = pc;
        pc.ports(BASE, 8, this);
    }

    /** The next transfers move so many sectors each. */
    ScriptedFdc moves(Integer... sectors) {
        sectorsToMove.addAll(List.of(sectors));
        return this;
    }

    /** What happens when a transfer is told to begin: the test moves its data. */
    void onTransfer(Runnable action) {
        onTransfer = action;
    }

    @Override
    public long read(long offset, int size) {
        return switch ((int) offset) {
            case 2 -> dor;
            case 4 -> mainStatus();
            case 5 -> result();
            case 7 -> changed ? 0x80 : 0;
            default -> 0xff;
        };
    }

    @Override
    public void write(long offset, int size, long value) {
        switch ((int) offset) {
            case 2 -> digitalOutput((int) value);
            case 5 -> fifo((int) value);
            case 7 -> rate = (int) value & 3;
            default -> {}
        }
    }

    private int mainStatus() {
        if (busy) {
            return 0x10;
        }
        return results.isEmpty() ? 0x80 : 0xd0;
    }

    private int result() {
        int value = results.remove();
        if (results.isEmpty()) {
            pc.interrupt(IRQ, false);
        }
        return value;
    }

    private void digitalOutput(int value) {
        if ((dor & 4) == 0 && (value & 4) != 0) {
            cylinder = 0;
            for (int drive = 0; drive < 4; drive++) {
                sensed(0xc0 | drive);
            }
        }
        dor = value;
    }

    private void fifo(int value) {
        command.add(value);
        if (command.size() == lengthOf(command.get(0))) {
            int[] bytes = command.stream().mapToInt(Integer::intValue).toArray();
            command.clear();
            execute(bytes);
        }
    }

    private static int lengthOf(int code) {
        return switch (code & 0x1f) {
            case 0x05, 0x06, 0x16 -> 9;
            case 0x13 -> 4;
            case 0x03, 0x0f -> 3;
            case 0x04, 0x07, 0x0a, 0x12 -> 2;
            default -> 1;
        };
    }

    private void execute(int[] bytes) {
        switch (bytes[0] & 0x1f) {
            case 0x04 -> results.add(cylinder == 0 ? 0x38 : 0x28); // SENSE DRIVE STATUS
            case 0x05, 0x06 -> transfer(bytes[2], bytes[3], bytes[4]);
            case 0x07 -> seek(0);
            case 0x08 -> senseInterrupt();
            case 0x0a -> end(rate == 0, cylinder, 0, 1); // READ ID: 500 kbit/s
            case 0x0f -> seek(bytes[2]);
            case 0x10 -> results.add(0x90); // VERSION
            case 0x16 -> end(bytes[2] < 80 && bytes[4] <= SECTORS, bytes[2], bytes[3], bytes[4]);
            default -> {} // SPECIFY, CONFIGURE and PERPENDICULAR MODE end without a result
        }
    }

    private void seek(int target) {
        changed = false;
        cylinder = target;
        sensed(0x20);
    }

    private void sensed(int st0) {
        senses.addAll(List.of(st0, cylinder));
        interruptLater();
    }

    private void senseInterrupt() {
        results.add(senses.isEmpty() ? 0x80 : senses.remove());
        if (!senses.isEmpty() && results.peek() != 0x80) {
            results.add(senses.remove());
        }
    }

    /** The result names the sector behind the last one. */
    private void transfer(int c, int h, int r) {
        onTransfer.run();
        int next = (c * HEADS + h) * SECTORS + r - 1 + sectorsToMove.remove();
        int track = next / SECTORS;
        end(true, track / HEADS, track % HEADS, next % SECTORS + 1);
    }

    private void end(boolean well, int c, int h, int r) {
        results.addAll(List.of(well ? 0 : 0x40, well ? 0 : 0x04, 0, c, h, r, 2));
        interruptLater();
    }

    private void interruptLater() {
        busy = true;
        pc.at(
                pc.now() + COMMAND_NANOS,
                () -> {
                    busy = false;
                    pc.interrupt(IRQ, true);
                });
    }
}
