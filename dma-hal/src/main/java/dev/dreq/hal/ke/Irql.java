package dev.dreq.hal.ke;

/**
 * Interrupt request levels, as on x64: a routine runs undisturbed by everything at or below its
 * own.
 */
public final class Irql {
    /** Threads; everything may happen. */
    public static final int PASSIVE_LEVEL = 0;

    /** Threads that take no APC; the last level at which pageable memory may be touched. */
    public static final int APC_LEVEL = 1;

    /** DPCs, StartIo, holders of spin locks; no waiting here. */
    public static final int DISPATCH_LEVEL = 2;

    /** The lowest level of a device's interrupt. */
    public static final int LOWEST_DIRQL = 3;

    /** The highest level of a device's interrupt. */
    public static final int HIGHEST_DIRQL = 12;

    /** Nothing interrupts. */
    public static final int HIGH_LEVEL = 15;

    private Irql() {}

    /**
     * The DIRQL of interrupt input {@code input} of {@code inputs}: the lower the input, the higher
     * its level.
     */
    public static int ofInput(int input, int inputs) {
        int levels = HIGHEST_DIRQL - LOWEST_DIRQL + 1;
        return HIGHEST_DIRQL - input * levels / Math.max(inputs, 1);
    }

    /** The DIRQL of a message: the upper digit of its vector, as in a local APIC. */
    public static int ofMessage(int vector) {
        return Math.max(LOWEST_DIRQL, Math.min(vector >> 4, HIGHEST_DIRQL));
    }

    /** The level in words, such as {@code DISPATCH_LEVEL} or {@code DIRQL 10}. */
    public static String name(int irql) {
        return switch (irql) {
            case PASSIVE_LEVEL -> "PASSIVE_LEVEL";
            case APC_LEVEL -> "APC_LEVEL";
            case DISPATCH_LEVEL -> "DISPATCH_LEVEL";
            case HIGH_LEVEL -> "HIGH_LEVEL";
            default -> "DIRQL " + irql;
        };
    }
}
