package dev.dreq.tools.remote.differential;

import java.util.SplittableRandom;

/** Commands of the floppy controller that move data. */
final class FdcTransfers {
    private static final int SECTOR = 512;
    private static final int CYLINDER = 36 * SECTOR;
    private static final int LAST_CYLINDER = 79;
    private static final int TRACK_SECTORS = 18;
    private static final int MOST_BY_PROCESSOR = 40;

    private static final int[] MODES = {0x46, 0x4A, 0x56, 0x5A, 0x42, 0x06, 0x86, 0xC6, 0x4E};
    private static final int[] READS = {0x46, 0xC6, 0x66, 0xE6, 0x06, 0x42, 0x56, 0x4C};
    private static final int[] WRITES = {0x45, 0xC5, 0x05, 0x49};
    private static final int[] SCANS = {0x51, 0x59, 0x5D};

    private final SplittableRandom random;
    private final Script script;
    private final FdcSteps fdc;

    FdcTransfers(SplittableRandom random, Script script, FdcSteps fdc) {
        this.random = random;
        this.script = script;
        this.fdc = fdc;
    }

    /** With the channel set up, and perhaps masked until the command is written. */
    void byDma() {
        boolean writes = random.nextInt(3) == 0;
        int address = address();
        int count = count();
        boolean masked = random.nextInt(6) == 0;
        if (writes) {
            byte[] data = new byte[16];
            random.nextBytes(data);
            script.write(address, data, "memory");
        }
        int code = code(writes);
        fdc.dmaMasked(mode(code), address, count);
        if (!masked) {
            script.out(0x0A, 0x02, "DMA mask");
        }
        int[] command = command(code);
        String name = name(code) + (command[2] >= LAST_CYLINDER ? " at the end" : "");
        fdc.command(name, 0, command);
        if (masked) {
            script.in(FdcSteps.MSR, name + " MSR");
            script.in(0x08, name + " DMA status");
            script.out(random.nextBoolean() ? 0x0A : 0x0E, 0x02, "DMA mask");
        }
        int results = random.nextInt(8) == 0 ? random.nextInt(9) : 7;
        fdc.results(results, name);
        outcome(name, address, count);
        if (results < 7) {
            fdc.reset(random.nextBoolean()); // else the next command would begin in its middle
        }
    }

    private int address() {
        return switch (random.nextInt(8)) {
            case 0 -> 0x1F000 + random.nextInt(0x1000);
            case 1 -> 0x800000 + random.nextInt(0x10000);
            case 2 -> 0xF0000 + random.nextInt(0x1000);
            default -> 0x10000 + random.nextInt(0x40) * 0x100;
        };
    }

    /** Mostly whole sectors. */
    private int count() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(2 * SECTOR);
            case 1 -> (1 + random.nextInt(36)) * SECTOR - 1;
            default -> (1 + random.nextInt(3)) * SECTOR - 1;
        };
    }

    /** A SCAN is never verified: QEMU compares with what happens to be on its stack then. */
    private int mode(int code) {
        boolean odd = random.nextInt(4) == 0 && !name(code).equals("SCAN");
        return odd ? MODES[random.nextInt(MODES.length)] : name(code).equals("READ") ? 0x46 : 0x4A;
    }

    private int code(boolean writes) {
        if (random.nextInt(12) == 0) {
            return SCANS[random.nextInt(SCANS.length)];
        }
        int[] codes = writes ? WRITES : READS;
        return codes[random.nextInt(random.nextInt(4) == 0 ? codes.length : codes.length / 2)];
    }

    private static String name(int code) {
        return switch (code & 0x1F) {
            case 0x05 -> "WRITE";
            case 0x11, 0x19, 0x1D -> "SCAN";
            case 0x16 -> "VERIFY";
            default -> "READ";
        };
    }

    /** Mostly of sectors that are there. */
    private int[] command(int code) {
        int head = random.nextInt(2);
        int sector = 1 + random.nextInt(TRACK_SECTORS);
        int last = random.nextBoolean() ? TRACK_SECTORS : Math.min(18, sector + random.nextInt(3));
        int cylinder = random.nextInt(4) == 0 ? LAST_CYLINDER : random.nextInt(80);
        int[] bytes = {code, head << 2, cylinder, head, sector, 2, last, 0x1B, 0xFF};
        if (random.nextInt(4) == 0) {
            int at = 1 + random.nextInt(bytes.length - 1);
            bytes[at] = random.nextInt(random.nextBoolean() ? 4 : 256);
        }
        return bytes;
    }

    /** What the controllers say of it, and the memory that it may have reached. */
    private void outcome(String name, int address, int count) {
        script.in(0x08, name + " DMA status");
        script.out(0x0C, 0, "DMA");
        for (int port : new int[] {0x04, 0x04, 0x05, 0x05}) {
            script.in(port, name + " DMA registers");
        }
        int span = Math.min(count + 1, CYLINDER);
        script.read(address, 16, "memory");
        script.read(address + span - 8, 16, "memory");
        script.read(address - 8, 16, "memory");
    }

    /** Through the FIFO, with the DMA gate off: perhaps all of it. */
    void byProcessor() {
        script.out(FdcSteps.DOR, 0x14, "DOR");
        boolean writes = random.nextBoolean();
        int sector = 1 + random.nextInt(TRACK_SECTORS);
        int code = writes ? WRITES[random.nextInt(2)] : byProcessorToHost();
        String name = "processor " + name(code);
        fdc.command(name, 0, code, 0, random.nextInt(80), 0, sector, 2, sector, 0x1B, 0xFF);
        int bytes = random.nextBoolean() ? random.nextInt(MOST_BY_PROCESSOR) : SECTOR;
        for (int i = 0; i < bytes; i++) {
            if (writes) {
                script.out(FdcSteps.FIFO, random.nextInt(256), name);
            } else {
                script.in(FdcSteps.FIFO, name);
            }
        }
        fdc.results(7, name);
        fdc.reset(random.nextBoolean());
    }

    private int byProcessorToHost() {
        return random.nextInt(8) == 0 ? SCANS[0] : READS[0];
    }
}
