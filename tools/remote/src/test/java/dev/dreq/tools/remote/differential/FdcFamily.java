package dev.dreq.tools.remote.differential;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Commands of the floppy controller, valid and broken, with DMA into and out of memory, and what
 * disturbs them: resets, masks, media that go, bytes that nobody expects.
 */
final class FdcFamily {
    /**
     * Requests by software of channels that are not the controller's, set and cleared: at one of
     * its own QEMU goes on with a VERIFY that already shows its result.
     */
    private static final int[] OTHER_CHANNELS = {0, 1, 3, 4, 5, 7};

    private static final String NAME = "fdc";
    private static final int[] PORTS = {0x3F0, 0x3F1, 0x3F2, 0x3F3, 0x3F4, 0x3F5, 0x3F7};
    private static final int[] INVALID = {0x00, 0x01, 0x0B, 0x15, 0x1A, 0x1F, 0x20, 0xFF};
    private static final int LONGEST_RESULT = 10;

    private final SplittableRandom random;
    private final Script script = new Script();
    private final FdcSteps fdc = new FdcSteps(script);
    private final FdcTransfers transfers;

    private FdcFamily(SplittableRandom random) {
        this.random = random;
        this.transfers = new FdcTransfers(random, script, fdc);
    }

    static Family family() {
        return new Family(NAME, List.of(), Map.of(), FdcFamily::sequence);
    }

    private static Sequence sequence(SplittableRandom random, int atLeast) {
        Medium[] media = Medium.values();
        Medium medium = random.nextInt(4) == 0 ? media[random.nextInt(media.length)] : Medium.DISK;
        FdcFamily family = new FdcFamily(random);
        while (family.script.size() < atLeast) {
            family.step();
        }
        return new Sequence(medium, FdcSteps.beginning(), family.script.operations());
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> transfers.byDma();
            case 6, 7, 8, 9 -> control();
            case 10 -> heads();
            case 11 -> disturb();
            case 12 -> transfers.byProcessor();
            case 13 -> registers();
            case 14 -> fdc.reset((1 + random.nextInt(3)) << 6);
            default -> fdc.reset(random.nextBoolean());
        }
    }

    private void control() {
        switch (random.nextInt(16)) {
            case 0 -> fdc.command("SPECIFY", 0, 0x03, random.nextInt(256), random.nextInt(128) * 2);
            case 1 ->
                    fdc.command("CONFIGURE", 0, 0x13, 0, random.nextInt(256), random.nextInt(256));
            case 2 -> fdc.command("SENSE DRIVE STATUS", 1, 0x04, random.nextInt(8));
            case 3 -> fdc.command("DUMPREG", 10, 0x0E);
            case 4 -> fdc.command("VERSION", 1, 0x10);
            case 5 -> fdc.command("LOCK", 1, random.nextBoolean() ? 0x94 : 0x14);
            case 6 -> fdc.command("PERPENDICULAR", 0, 0x12, random.nextInt(256));
            case 7 -> fdc.command("PART ID", 1, 0x18);
            case 8 -> fdc.command("SAVE", 15, 0x2E);
            case 9 -> fdc.command("POWERDOWN MODE", 1, 0x17, random.nextInt(256), 0);
            case 10 -> fdc.command("OPTION", 0, 0x33, random.nextInt(256));
            case 11 -> {
                fdc.command("READ ID", 0, random.nextBoolean() ? 0x4A : 0x0A, random.nextInt(8));
                fdc.reset(true); // its timer never comes while the clock stands still
            }
            case 12 -> fdc.command("FORMAT", 7, 0x4D, random.nextInt(8), 2, sectors(), 0x54, 0xF6);
            case 13 -> fdc.command("unknown", 1, INVALID[random.nextInt(INVALID.length)]);
            case 14 -> fdc.command("SENSE INTERRUPT", 1 + random.nextInt(2), 0x08);
            default -> restore();
        }
    }

    /** Mostly as many as there are. */
    private int sectors() {
        return random.nextInt(3) == 0 ? random.nextInt(40) : 18;
    }

    private void restore() {
        int[] bytes = new int[18];
        bytes[0] = 0x4E;
        for (int i = 1; i < bytes.length; i++) {
            bytes[i] = random.nextInt(256);
        }
        bytes[9] = sectors();
        fdc.command("RESTORE", 0, bytes);
        fdc.command("DUMPREG", LONGEST_RESULT, 0x0E);
    }

    private void heads() {
        int drive = random.nextInt(4) == 0 ? random.nextInt(8) : 0;
        switch (random.nextInt(4)) {
            case 0 -> fdc.command("RECALIBRATE", 0, 0x07, drive);
            case 1 ->
                    fdc.command(
                            "RELATIVE SEEK",
                            0,
                            random.nextBoolean() ? 0x8F : 0xCF,
                            drive,
                            random.nextInt(100));
            default -> fdc.command("SEEK", 0, 0x0F, drive, random.nextInt(90));
        }
        if (random.nextInt(4) > 0) {
            fdc.command("SENSE INTERRUPT", 2, 0x08);
        }
        script.in(0x3F7, "DIR");
    }

    private void disturb() {
        switch (random.nextInt(6)) {
            case 0 -> {
                script.monitor(Operation.EJECT, "medium");
                script.in(0x3F7, "DIR");
            }
            case 1 -> {
                script.monitor(Operation.EJECT, "medium");
                script.monitor(Operation.INSERT, "medium");
                script.in(0x3F7, "DIR");
            }
            case 2 -> script.out(0x09, OTHER_CHANNELS[random.nextInt(6)], "DMA request");
            case 3 -> script.out(0x0A, random.nextInt(8), "DMA mask");
            case 4 -> script.out(0x0D, 0, "DMA master clear");
            default -> {
                for (int n = random.nextInt(20); n > 0; n--) {
                    script.out(FdcSteps.FIFO, notScan(random.nextInt(256)), "FIFO");
                    script.in(0x3F4, "MSR");
                }
                fdc.reset(true);
            }
        }
    }

    /** SCAN commands have a place of their own in the table. */
    private static int notScan(int value) {
        return switch (value & 0x1F) {
            case 0x11, 0x19, 0x1D -> 0;
            default -> value;
        };
    }

    private void registers() {
        for (int n = random.nextInt(6); n >= 0; n--) {
            int port = PORTS[random.nextInt(PORTS.length)];
            if (random.nextInt(3) > 0) {
                script.in(port, "port %x".formatted(port));
            } else if (random.nextInt(8) == 0) {
                script.in(0x3F4, 2, "MSR and FIFO");
            } else if (port != FdcSteps.FIFO) {
                script.out(port, random.nextInt(256), "port %x".formatted(port));
            }
        }
    }
}
