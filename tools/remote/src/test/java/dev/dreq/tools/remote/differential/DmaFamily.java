package dev.dreq.tools.remote.differential;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Register traffic of the two 8237s and their page registers; no device asks for a transfer. */
final class DmaFamily {
    private static final String NAME = "8237";

    private static final int[] PAGES = {0x81, 0x82, 0x83, 0x87, 0x89, 0x8A, 0x8B, 0x8F};
    private static final int SECOND = 0xC0;
    private static final int REGISTERS = 16;
    private static final int CHANNELS = 4;
    private static final int MODE = 0x0B;
    private static final int CLEAR_FLIP_FLOP = 0x0C;
    private static final int MASTER_CLEAR = 0x0D;
    private static final String SET_UP = "set-up";

    private final SplittableRandom random;
    private final Script script = new Script();

    private DmaFamily(SplittableRandom random) {
        this.random = random;
    }

    static Family family() {
        return new Family(NAME, List.of(), Map.of(), DmaFamily::sequence);
    }

    private static Sequence sequence(SplittableRandom random, int atLeast) {
        DmaFamily family = new DmaFamily(random);
        while (family.script.size() < atLeast) {
            family.access();
        }
        return new Sequence(Medium.NONE, beginning(), family.script.operations());
    }

    /** All that a reset leaves: addresses, counts, pages and modes. */
    static List<Operation> beginning() {
        Script script = new Script();
        for (int controller = 0; controller < 2; controller++) {
            script.out(port(controller, MASTER_CLEAR), 0, SET_UP);
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (int register = 2 * channel; register <= 2 * channel + 1; register++) {
                    script.out(port(controller, register), 0, SET_UP);
                    script.out(port(controller, register), 0, SET_UP);
                }
                script.out(port(controller, MODE), channel, SET_UP);
            }
        }
        for (int page : PAGES) {
            script.out(page, 0, SET_UP);
        }
        return script.operations();
    }

    private static int port(int controller, int register) {
        return controller == 0 ? register : SECOND + 2 * register;
    }

    private void access() {
        int kind = random.nextInt(10);
        if (kind < 2) {
            page();
        } else if (kind == 2) {
            programmed(random.nextInt(2), random.nextInt(CHANNELS));
        } else {
            register(random.nextInt(2), random.nextInt(REGISTERS));
        }
    }

    private void page() {
        int port = PAGES[random.nextInt(PAGES.length)];
        int size = size();
        if (random.nextBoolean()) {
            script.out(port, size, random.nextInt(), "page %d".formatted(size));
        } else {
            script.in(port, size, "page %d".formatted(size));
        }
    }

    private void register(int controller, int register) {
        int port = port(controller, register) + (controller == 1 ? random.nextInt(2) : 0);
        int size = size();
        String place = "register %x %d".formatted(register, size);
        if (random.nextInt(5) < 2) {
            script.in(port, size, place);
        } else {
            script.out(port, size, random.nextInt(), place);
        }
    }

    /** A channel as a driver sets it up, and what is read back. */
    private void programmed(int controller, int channel) {
        String place = "channel";
        script.out(port(controller, CLEAR_FLIP_FLOP), 0, place);
        for (int i = 0; i < 2; i++) {
            script.out(port(controller, 2 * channel), random.nextInt(256), place);
        }
        for (int i = 0; i < 2; i++) {
            script.out(port(controller, 2 * channel + 1), random.nextInt(256), place);
        }
        script.out(port(controller, MODE), channel | random.nextInt(64) << 2, place);
        for (int i = 0; i < 2; i++) {
            script.in(port(controller, 2 * channel), place);
        }
        for (int i = 0; i < 2; i++) {
            script.in(port(controller, 2 * channel + 1), place);
        }
    }

    /** Mostly bytes; a wider access meets several registers. */
    private int size() {
        return switch (random.nextInt(12)) {
            case 0 -> 2;
            case 1 -> 4;
            default -> 1;
        };
    }
}
