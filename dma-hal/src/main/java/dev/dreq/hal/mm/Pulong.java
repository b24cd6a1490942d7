package dev.dreq.hal.mm;

import dev.dreq.hal.ke.SystemObject;

/**
 * PULONG: an OUT or IN OUT number that a routine is handed by pointer. Made by {@link Mm#newUlong}.
 */
public interface Pulong extends SystemObject {

    /** The number. */
    int get();

    /** Stores the number. */
    void set(int value);
}
