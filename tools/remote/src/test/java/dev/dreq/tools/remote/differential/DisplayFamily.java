package dev.dreq.tools.remote.differential;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The mode-setting registers of the display adapter, and what it scans out then. */
final class DisplayFamily {
    private static final String NAME = "display";
    private static final long VRAM = 0xE000_0000L;
    private static final long REGISTERS = 0xE100_0000L;
    private static final int VRAM_BYTES = 16 << 20;
    private static final int DISPI = 0x500;
    private static final int ENABLE = 4;
    private static final int KEEP = 0x80;
    private static final int LAST = 0xB;
    private static final int BYTE_ORDER = 0x604;
    private static final int[] ORDERS = {0x1E1E1E1E, 0xBEBEBEBE, 0x1E1E1E1E, 0, 0x1E1E};
    private static final int[] BITS = {32, 32, 16, 16, 32, 16, 32, 32, 24, 15, 0};

    /** A line of 16-bit pixels that is no multiple of 4 bytes ends QEMU by an assertion. */
    private static final long EVEN = 0xFEFE_FEFE_FEFE_FEFEL;

    private static final String SET_UP = "set-up";

    private final SplittableRandom random;
    private final Script script = new Script();
    private final int[] registers = {0, 64, 64, 32, KEEP | 0x41, 0, 0, 0, 0, 0, 0, 0};
    private boolean clears;
    private boolean bigEndian;

    private DisplayFamily(SplittableRandom random) {
        this.random = random;
    }

    static Family family() {
        return new Family(
                NAME,
                List.of("-device", "bochs-display,addr=2,romfile="),
                Map.of("display", Map.of("msi", "off")),
                DisplayFamily::sequence);
    }

    private static Sequence sequence(SplittableRandom random, int atLeast) {
        DisplayFamily family = new DisplayFamily(random);
        while (family.script.size() < atLeast) {
            family.step();
        }
        family.dump();
        return new Sequence(Medium.NONE, beginning(), family.script.operations());
    }

    /** All that a reset leaves: the registers, video memory, and what is on the screen. */
    private static List<Operation> beginning() {
        Script script = new Script();
        configure(script, 0x10, (int) VRAM);
        configure(script, 0x18, (int) REGISTERS);
        configure(script, 0x04, 2);
        script.store(REGISTERS + BYTE_ORDER, 4, ORDERS[0], SET_UP);
        script.fill(VRAM, 1 << 20, 0x5A, SET_UP);
        for (int index = 1; index < 0xA; index++) {
            script.store(REGISTERS + DISPI + 2L * index, 2, 0, SET_UP);
        }
        int[] mode = {64, 64, 32};
        for (int index = 1; index <= mode.length; index++) {
            script.store(REGISTERS + DISPI + 2L * index, 2, mode[index - 1], SET_UP);
        }
        script.store(REGISTERS + DISPI + 2L * ENABLE, 2, KEEP | 0x41, SET_UP);
        script.monitor(Operation.SCREENDUMP, SET_UP);
        return script.operations();
    }

    private static void configure(Script script, int register, int value) {
        script.out(0xCF8, 4, 1 << 31 | 2 << 11 | register, SET_UP);
        script.out(0xCFC, 4, value, SET_UP);
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> mode();
            case 3 -> pan();
            case 4, 5 -> paint();
            case 6 -> byteOrder();
            case 7 -> write(1 + random.nextInt(LAST), random.nextInt(0x10000));
            case 8 -> wide();
            default -> read();
        }
    }

    private void write(int index, int value) {
        set(index, value & (int) EVEN);
    }

    private void set(int index, int value) {
        registers[index] = value;
        script.store(REGISTERS + DISPI + 2L * index, 2, value, "DISPI");
    }

    /** Whether the mode that is set can be shown. */
    private boolean isValid() {
        int bytes = registers[3] / 8;
        long pitch = (long) Math.max(registers[6], registers[1]) * bytes;
        long end =
                (registers[9] + registers[2] - 1) * pitch
                        + (long) (registers[8] + registers[1]) * bytes;
        return (registers[ENABLE] & 1) != 0
                && (registers[3] == 16 || registers[3] == 32)
                && isResolution(registers[1])
                && isResolution(registers[2])
                && end <= VRAM_BYTES;
    }

    private static boolean isResolution(int pixels) {
        return pixels >= 64 && pixels <= 16_000;
    }

    /** Mostly one that is valid. */
    private void mode() {
        int virtualWidth = random.nextInt(3) == 0 ? random.nextInt(300) : 0;
        write(1, resolution());
        write(2, resolution());
        write(3, BITS[random.nextInt(BITS.length)]);
        write(6, virtualWidth);
        write(8, random.nextInt(3) == 0 ? random.nextInt(100) : 0);
        write(9, random.nextInt(3) == 0 ? random.nextInt(100) : 0);
        enable();
        if (random.nextBoolean()) {
            dump();
        }
    }

    private int resolution() {
        return random.nextInt(16) == 0 ? random.nextInt(0x10000) : 64 + random.nextInt(200);
    }

    private void enable() {
        int value = random.nextInt(5) == 0 ? random.nextInt(0x10000) : 0x41;
        boolean keeps = random.nextInt(64) > 0;
        clears |= !keeps && (value & 1) != 0;
        set(ENABLE, keeps ? value | KEEP : value & ~KEEP);
    }

    private void byteOrder() {
        int order = ORDERS[random.nextInt(ORDERS.length)];
        bigEndian = order == ORDERS[1] || (bigEndian && order != ORDERS[0]);
        script.store(REGISTERS + BYTE_ORDER, 4, Integer.toUnsignedLong(order), "byte order");
    }

    private void dump() {
        String mode = registers[3] == 16 && bigEndian ? "screen, 16 bits big-endian" : "screen";
        script.monitor(
                Operation.SCREENDUMP, isValid() ? place(mode) : "screen without a valid mode");
    }

    /** What is said of memory and screen, which ENABLE without its bit 7 clears here. */
    private String place(String what) {
        return clears ? what + " after a clear" : what;
    }

    private void pan() {
        write(8 + random.nextInt(2), random.nextInt(2) == 0 ? 0 : random.nextInt(64));
        dump();
    }

    private void paint() {
        long at = VRAM + random.nextInt(1 << 16);
        if (random.nextBoolean()) {
            byte[] pixels = new byte[1 + random.nextInt(256)];
            random.nextBytes(pixels);
            script.write(at, pixels, place("video memory"));
        } else {
            script.fill(
                    at, random.nextInt(1 << 14) + 1, random.nextInt(256), place("video memory"));
        }
        long where = random.nextInt(8) == 0 ? VRAM + VRAM_BYTES - 16 : at;
        script.read(where, 16, place("video memory"));
    }

    /** An access of any width, anywhere; what a store has done to the mode is looked at. */
    private void wide() {
        int size = 1 << random.nextInt(4);
        long offset = offset();
        String place = "%s/%d".formatted(area(offset, size), size);
        if (random.nextBoolean()) {
            script.load(REGISTERS + offset, size, place);
            return;
        }
        script.store(
                REGISTERS + offset,
                size,
                random.nextLong() & EVEN & -1L >>> (64 - 8 * size),
                place);
        for (int index = 0; index <= LAST; index++) {
            script.load(REGISTERS + DISPI + 2L * index, 2, "DISPI");
        }
        write(5, 0);
        write(7, 0);
        mode();
    }

    private long offset() {
        return switch (random.nextInt(16)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> 0x800 + random.nextInt(0x100);
            case 2 -> random.nextInt(0x1000);
            case 3, 4 -> 0x600 + random.nextInt(16);
            default -> DISPI + random.nextInt(0x1C);
        };
    }

    private static String area(long offset, int size) {
        if (offset < 0x400) {
            return "EDID";
        }
        return offset + size > 0x800 && offset < 0x900 ? "engine" : "registers";
    }

    private void read() {
        int index = random.nextInt(LAST + 1);
        script.load(REGISTERS + DISPI + 2L * index, 2, "DISPI");
    }
}
