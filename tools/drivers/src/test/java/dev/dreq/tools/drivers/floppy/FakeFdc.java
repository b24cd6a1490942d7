package dev.dreq.tools.drivers.floppy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A floppy controller as the driver needs one: commands work at once, and interrupt. It can be told
 * to go wrong. An error of the driver that a real controller would not forgive is an {@link
 * AssertionError}.
 */
final class FakeFdc {
    final List<String> commands = new ArrayList<>();
    byte @Nullable [] image;
    Geometry geometry = new Geometry(80, 2, 18, 0);
    boolean writeProtected;
    int version = 0x90;

    /** Status register 1 of the next transfers, which move nothing; each is used once. */
    final Deque<Integer> errors = new ArrayDeque<>();

    /** How the next transfers end: {@code x} with a data error, anything else well. */
    String failures = "";

    /** How many of the next transfers never end. */
    int hangs;

    /** How many transfers it takes until the disk is taken out; negative for never. */
    int ejectAfter = -1;

    private final FakeDmaChannel dma;
    private final Runnable raise;
    private final Deque<Integer> results = new ArrayDeque<>();
    private final Deque<int[]> senses = new ArrayDeque<>();
    private final List<Integer> command = new ArrayList<>();
    private boolean interrupt;
    private boolean busy;
    private boolean changed = true;
    private int dor = 0;
    private int rate;
    private int cylinder;

    FakeFdc(FakeDmaChannel dma, Runnable raise) {
        this.dma = dma;
        this.raise = raise;
    }

    void insert(byte @Nullable [] newImage, Geometry newGeometry) {
        image = newImage;
        geometry = newGeometry;
        changed = true;
    }

    boolean interruptLevel() {
        return interrupt;
    }

    boolean motor() {
        return (dor & 0x10) != 0;
    }

    int read(int register) {
        return switch (register) {
            case 2 -> dor;
            case 4 -> mainStatus();
            case 5 -> readFifo();
            case 7 -> changed ? 0x80 : 0;
            default -> 0xff;
        };
    }

    void write(int register, int value) {
        switch (register) {
            case 2 -> {
                boolean leavesReset = (dor & 4) == 0 && (value & 4) != 0;
                dor = value;
                if ((value & 4) == 0) {
                    stop();
                } else if (leavesReset) {
                    reset();
                }
            }
            case 5 -> writeFifo(value);
            case 7 -> rate = value & 3;
            default -> {}
        }
    }

    private void stop() {
        busy = false;
        interrupt = false;
        results.clear();
        senses.clear();
        command.clear();
    }

    private void reset() {
        commands.add("reset");
        cylinder = 0;
        for (int drive = 0; drive < 4; drive++) {
            senses.add(new int[] {0xc0 | drive, 0});
        }
        rise();
    }

    private int mainStatus() {
        if ((dor & 4) == 0) {
            return 0;
        } else if (busy) {
            return 0x10;
        }
        return results.isEmpty() ? 0x80 | (command.isEmpty() ? 0 : 0x10) : 0xd0;
    }

    private int readFifo() {
        Integer value = results.poll();
        if (value == null) {
            throw new AssertionError("the FIFO is read and nothing is there");
        }
        if (results.isEmpty()) {
            interrupt = false;
        }
        return value;
    }

    private void writeFifo(int value) {
        if (!results.isEmpty() || busy || (dor & 4) == 0) {
            throw new AssertionError(
                    "the FIFO is written in main status %02x".formatted(mainStatus()));
        }
        command.add(value);
        if (command.size() == lengthOf(command.get(0))) {
            int[] bytes = command.stream().mapToInt(Integer::intValue).toArray();
            command.clear();
            execute(bytes);
        }
    }

    private static int lengthOf(int code) {
        return switch (code & 0x1f) {
            case 0x03, 0x0f -> 3;
            case 0x13 -> 4;
            case 0x05, 0x06, 0x16 -> 9;
            case 0x04, 0x07, 0x0a, 0x12 -> 2;
            default -> 1;
        };
    }

    private void execute(int[] bytes) {
        switch (bytes[0] & 0x1f) {
            case 0x03, 0x12, 0x13 -> {}
            case 0x04 ->
                    results.add(0x28 | (writeProtected ? 0x40 : 0) | (cylinder == 0 ? 0x10 : 0));
            case 0x07 -> seek(0);
            case 0x0f -> seek(bytes[2]);
            case 0x08 -> senseInterrupt();
            case 0x0a -> {
                commands.add("READ ID");
                end(readable() ? 0 : 0x01, new SectorAddress(cylinder, 0, 1));
            }
            case 0x16 -> {
                SectorAddress sector = new SectorAddress(bytes[2], bytes[3], bytes[4]);
                commands.add("VERIFY " + sector.sector());
                end(readable() && exists(sector) ? 0 : 0x04, sector);
            }
            case 0x05, 0x06 -> transfer(bytes);
            case 0x10 -> results.add(version);
            default -> results.add(0x80);
        }
    }

    private void seek(int target) {
        commands.add(target == 0 ? "RECALIBRATE" : "SEEK " + target);
        if (cylinder != target && image != null) {
            changed = false;
        }
        cylinder = target;
        senses.add(new int[] {0x20, cylinder});
        rise();
    }

    private void senseInterrupt() {
        int[] sense = senses.poll();
        interrupt = false;
        if (sense == null) {
            results.add(0x80);
        } else {
            results.add(sense[0]);
            results.add(sense[1]);
        }
    }

    private boolean readable() {
        return image != null && rate == geometry.dataRate();
    }

    private boolean exists(SectorAddress sector) {
        return sector.cylinder() == cylinder
                && cylinder < geometry.cylinders()
                && sector.head() < geometry.heads()
                && sector.sector() <= geometry.sectorsPerTrack();
    }

    private void transfer(int[] bytes) {
        boolean write = (bytes[0] & 0x1f) == 5;
        SectorAddress first = new SectorAddress(bytes[2], bytes[3], bytes[4]);
        commands.add(
                "%s %d/%d/%d+%d"
                        .formatted(
                                write ? "WRITE" : "READ",
                                first.cylinder(),
                                first.head(),
                                first.sector(),
                                dma.programmed() / 512));
        if (ejectAfter == 0) {
            insert(null, geometry);
        }
        ejectAfter--;
        if (hangs > 0) {
            hangs--;
            busy = true;
            return;
        }
        Integer error = failure();
        if (error != null) {
            end(error, first);
        } else if (!readable() || !exists(first)) {
            end(0x01, first);
        } else if (write && writeProtected) {
            end(0x02, first);
        } else {
            end(0, geometry.sectorAt(move(geometry.byteOffset(first), write)));
        }
    }

    private @Nullable Integer failure() {
        if (failures.isEmpty()) {
            return errors.poll();
        }
        boolean fails = failures.charAt(0) == 'x';
        failures = failures.substring(1);
        return fails ? 0x20 : null;
    }

    private long move(long from, boolean write) {
        byte[] medium = image;
        if (medium == null) {
            throw new AssertionError("no medium");
        }
        long cylinderEnd = (from / geometry.cylinderBytes() + 1) * geometry.cylinderBytes();
        int length = (int) Math.min(dma.programmed(), cylinderEnd - from);
        return from + dma.move(medium, (int) from, length, !write);
    }

    private void end(int st1, SectorAddress next) {
        results.addAll(
                List.of(
                        st1 == 0 ? 0 : 0x40,
                        st1,
                        0,
                        next.cylinder(),
                        next.head(),
                        next.sector(),
                        2));
        rise();
    }

    private void rise() {
        boolean rises = !interrupt;
        interrupt = true;
        if (rises) {
            raise.run();
        }
    }
}
