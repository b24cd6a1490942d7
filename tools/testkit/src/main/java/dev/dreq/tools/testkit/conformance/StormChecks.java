package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.tools.testkit.bus.FakePciSlot;

/** Guests that do anything. */
final class StormChecks {

    private static final int SEEDS = 40;
    private static final int STEPS = 400;
    private static final int LONG_STORM = 3_000;
    private static final int MOST_GROWTH = 64;
    private static final int DEADLINES = 2_000;
    private static final int MOST_RETRIES = 1_000;

    private StormChecks() {}

    static void guestNeverThrows(Bench bench) {
        bench.rounds(SEEDS, StormChecks::guestNeverThrows);
    }

    private static void guestNeverThrows(Bench bench, int seed) {
        Specimen specimen = bench.create();
        specimen.storm(new Guest(seed, specimen, true), STEPS);
        specimen.reset();
        specimen.storm(new Guest(seed, specimen, true), STEPS);
    }

    /** After a storm, what it set off goes on for as many deadlines as a machine would grant. */
    static void workEnds(Bench bench) {
        bench.rounds(SEEDS, StormChecks::workEnds);
    }

    private static void workEnds(Bench bench, int seed) {
        Specimen specimen = bench.create();
        specimen.storm(new Guest(seed, specimen, false), STEPS);
        goOn(specimen);
    }

    private static void goOn(Specimen specimen) {
        for (int i = 0; i < DEADLINES && specimen.slot().clock().anythingArmed(); i++) {
            long next = specimen.slot().clock().nextDeadline();
            specimen.perform(new Step.Pass(next - specimen.slot().clock().now()));
        }
    }

    static void memoryBounded(Bench bench) {
        Specimen specimen = bench.create();
        Guest guest = new Guest(1, specimen, true);
        long[] held = new long[3];
        for (int i = 0; i < held.length; i++) {
            specimen.storm(guest, LONG_STORM);
            specimen.forgetAccesses();
            held[i] = HeldObjects.count(specimen.device());
        }
        long before = held[1] - held[0];
        long after = held[2] - held[1];
        if (before > MOST_GROWTH && after > MOST_GROWTH) {
            throw new BrokenRule(
                    Rule.MEMORY_BOUNDED,
                    "%d steps left %d objects in the device, as many again %d more, and the next %d more"
                            .formatted(LONG_STORM, held[0], before, after));
        }
    }

    static void disabledMasterStops(Bench bench) {
        bench.rounds(SEEDS, StormChecks::disabledMasterStops);
    }

    private static void disabledMasterStops(Bench bench, int seed) {
        Specimen specimen = bench.create();
        if (!(specimen.slot() instanceof FakePciSlot slot)) {
            return;
        }
        if (seed % 2 == 0) {
            slot.busMaster().enabled(false);
        }
        specimen.storm(new Guest(seed, specimen, false), STEPS);
        slot.busMaster().enabled(false);
        specimen.forgetAccesses();
        goOn(specimen);
        int tries = specimen.forgetAccesses();
        if (tries > MOST_RETRIES) {
            throw new BrokenRule(
                    Rule.DISABLED_MASTER_STOPS,
                    "seed %d: with Bus Master Enable clear it went on and tried %d times"
                            .formatted(seed, tries));
        }
    }

    static void burstCounts(Bench bench) {
        bench.rounds(SEEDS, StormChecks::burstCounts);
    }

    private static void burstCounts(Bench bench, int seed) {
        DmaDirection[] directions = DmaDirection.values();
        Specimen specimen = bench.create();
        Guest guest = new Guest(seed, specimen, false);
        for (int i = 0; i < STEPS && specimen.channels() > 0; i++) {
            specimen.perform(guest.next());
            DmaDirection direction = directions[(seed + i) % directions.length];
            int length = 2 + 2 * ((seed * 7 + i) % 300);
            specimen.perform(new Step.Dack(i % specimen.channels(), direction, length, i % 3 == 0));
        }
    }
}
