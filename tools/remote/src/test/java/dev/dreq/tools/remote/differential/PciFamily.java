package dev.dreq.tools.remote.differential;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Configuration space by mechanism #1, aligned and not, of functions that are there and that are
 * not; and where base address registers decode.
 */
final class PciFamily {
    private static final String NAME = "pci";
    private static final int ADDRESS = 0xCF8;
    private static final int DATA = 0xCFC;

    /** QEMU's PIIX3 has a register there that resets the machine; it is not written. */
    private static final int RESET_CONTROL = 0xCF9;

    private static final int ENABLE = 1 << 31;
    private static final int DISPLAY = 2 << 11;
    private static final int COMMAND = 0x04;
    private static final int BAR0 = 0x10;
    private static final int BAR2 = 0x18;
    private static final String SET_UP = "set-up";

    /**
     * Where video memory is put: with room, at the ends of what is decoded, and beyond. Never where
     * the registers are put, since PCI does not say who is seen where two functions decode.
     */
    private static final int[] BASES = {
        0xE000_0000, 0xE100_0000, 0xF000_0000, 0xC000_0000, 0xFE00_0000, 0xFF00_0000, 0xFFFF_FFFF, 0
    };

    /** Where registers are put. */
    private static final int[] REGISTER_BASES = {
        0xD000_1000, 0xD000_0000, 0xE2FF_F000, 0xFDFF_F000, 0xFFFF_F000, 0xFFFF_FFFF, 0
    };

    private final SplittableRandom random;
    private final Script script = new Script();

    private PciFamily(SplittableRandom random) {
        this.random = random;
    }

    static Family family() {
        return new Family(
                NAME,
                List.of("-device", "bochs-display,addr=2,romfile="),
                Map.of("display", Map.of("msi", "off")),
                PciFamily::sequence);
    }

    private static Sequence sequence(SplittableRandom random, int atLeast) {
        PciFamily family = new PciFamily(random);
        while (family.script.size() < atLeast) {
            family.step();
        }
        return new Sequence(Medium.NONE, beginning(), family.script.operations());
    }

    private static List<Operation> beginning() {
        Script script = new Script();
        script.out(ADDRESS, 4, 0, SET_UP);
        return script.operations();
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> header();
            case 5 -> anywhere();
            case 6, 7, 8 -> bars();
            case 9, 10 -> decoded();
            default -> addressPort();
        }
    }

    /** The function and the registers whose bytes an access at a data port reaches. */
    private static String place(
            int bus, int device, int function, int register, int offset, int size) {
        StringBuilder place = new StringBuilder("%02x:%02x.%d".formatted(bus, device, function));
        boolean apart = offset % size != 0;
        for (int i = 0; i < size; i++) {
            int reached = apart ? register | offset + i : (register | offset) + i;
            place.append(" %02x".formatted(reached));
        }
        return place.toString();
    }

    private void header() {
        int device = random.nextInt(3);
        register(0, device, 0, random.nextInt(0x40));
    }

    private void anywhere() {
        int bus = random.nextInt(4) == 0 ? random.nextInt(256) : 0;
        int device = random.nextInt(4) == 0 ? random.nextInt(32) : random.nextInt(3);
        int function = random.nextInt(4) == 0 ? random.nextInt(8) : 0;
        register(bus, device, function, random.nextInt(256));
    }

    /** Reads a register, or writes it and reads it back. */
    private void register(int bus, int device, int function, int register) {
        int size = 1 << random.nextInt(3);
        int offset = random.nextInt(3) == 0 ? random.nextInt(5 - size) : 0;
        String place = place(bus, device, function, register, offset, size);
        address(bus, device, function, register);
        if (random.nextInt(3) == 0 && function == 0) {
            script.out(DATA + offset, size, random.nextInt(), place);
        }
        script.in(DATA + offset, size, place);
    }

    private void address(int bus, int device, int function, int register) {
        script.out(
                ADDRESS,
                4,
                ENABLE | bus << 16 | device << 11 | function << 8 | register,
                "address");
    }

    private void bars() {
        boolean registers = random.nextBoolean();
        int register = registers ? BAR2 : BAR0;
        write(register, 4, base(registers));
        script.in(DATA, 4, place(0, 2, 0, register, 0, 4));
        if (random.nextBoolean()) {
            write(COMMAND, 2, random.nextInt(8));
        }
    }

    private int base(boolean registers) {
        int[] bases = registers ? REGISTER_BASES : BASES;
        return bases[random.nextInt(bases.length)];
    }

    private void write(int register, int size, int value) {
        script.out(ADDRESS, 4, ENABLE | DISPLAY | register, "address");
        script.out(DATA, size, value, place(0, 2, 0, register, 0, size));
    }

    /** Looks who answers where base address registers may be. */
    private void decoded() {
        write(COMMAND, 2, random.nextInt(4) == 0 ? 0 : 2);
        for (int n = random.nextInt(4); n >= 0; n--) {
            long address = Integer.toUnsignedLong(base(random.nextBoolean())) & ~0xFFFL;
            int offset = random.nextBoolean() ? 0x500 + random.nextInt(12) * 2 : 0;
            script.load(address + offset, 1 << random.nextInt(3), "memory %x".formatted(address));
        }
    }

    /** The address port itself, its pieces and what lies between. */
    private void addressPort() {
        int size = 1 << random.nextInt(3);
        int port = ADDRESS + (size == 4 ? 0 : random.nextInt(5 - size));
        if (random.nextBoolean() && port != RESET_CONTROL) {
            script.out(port, size, random.nextInt(), "address port/%d".formatted(size));
        } else {
            script.in(port, size, "address port/%d".formatted(size));
        }
    }
}
