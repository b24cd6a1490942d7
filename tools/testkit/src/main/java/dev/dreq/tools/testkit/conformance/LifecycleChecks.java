package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.io.Register;
import dev.dreq.tools.testkit.bus.FakeInterruptLine;
import java.util.ArrayList;
import java.util.List;

/** From making a device to closing it. */
final class LifecycleChecks {

    private static final int SEEDS = 12;
    private static final int STEPS = 200;

    private LifecycleChecks() {}

    static void resetRestores(Bench bench) {
        bench.rounds(SEEDS, LifecycleChecks::resetRestores);
    }

    private static void resetRestores(Bench bench, int seed) {
        Specimen used = wornAndReset(bench, seed);
        used.slot().lines().forEach((name, line) -> checkLow(name, line));
        Specimen fresh = bench.createIn(used.slot().copy());
        List<String> expected = predictable(bench, fresh);
        List<String> actual = predictable(bench, used);
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                throw new BrokenRule(
                        Rule.RESET_RESTORES,
                        "after %d steps of seed %d and a reset, %s; on a new device, %s"
                                .formatted(STEPS, seed, actual.get(i), expected.get(i)));
            }
        }
    }

    private static List<String> predictable(Bench bench, Specimen specimen) {
        List<String> values = new ArrayList<>(specimen.registerValues());
        values.removeIf(
                value ->
                        specimen.windows().stream()
                                .flatMap(window -> window.registers().stream())
                                .map(Register::name)
                                .filter(bench::isUnpredictable)
                                .anyMatch(
                                        name -> value.startsWith("register %s ".formatted(name))));
        return values;
    }

    private static void checkLow(String name, FakeInterruptLine line) {
        if (line.isHigh()) {
            throw new BrokenRule(Rule.RESET_RESTORES, "after a reset '%s' is up".formatted(name));
        }
    }

    private static Specimen wornAndReset(Bench bench, int seed) {
        Specimen used = bench.create();
        used.storm(new Guest(seed, used, true), STEPS);
        used.reset();
        return used;
    }

    static void resetForgets(Bench bench) {
        bench.rounds(SEEDS, LifecycleChecks::resetForgets);
    }

    private static void resetForgets(Bench bench, int seed) {
        Specimen used = wornAndReset(bench, seed);
        Specimen fresh = bench.createIn(used.slot().copy());
        new Twins(used, fresh)
                .liveAlike(
                        Rule.RESET_FORGETS,
                        "a device reset after seed %d and a new one".formatted(seed),
                        seed + SEEDS,
                        STEPS);
    }

    static void makingTouchesNoMemory(Bench bench) {
        Specimen specimen = bench.create();
        checkUntouched(specimen, "made");
        for (int seed = 0; seed < SEEDS; seed++) {
            specimen.storm(new Guest(seed, specimen, false), STEPS);
            try (Bench round = bench.round()) {
                checkUntouched(round.restore(specimen, specimen.save()), "restored");
            }
        }
    }

    private static void checkUntouched(Specimen specimen, String how) {
        if (!specimen.memory().accesses().isEmpty()) {
            throw new BrokenRule(
                    Rule.MAKING_TOUCHES_NO_MEMORY,
                    "while it was %s it did: %s".formatted(how, specimen.memory().accesses()));
        }
    }

    static void closesTwice(Bench bench) {
        for (boolean used : new boolean[] {false, true}) {
            Specimen specimen = bench.create();
            if (used) {
                specimen.storm(new Guest(1, specimen, true), STEPS);
            }
            for (String which : new String[] {"close", "a second close"}) {
                try {
                    specimen.device().close();
                } catch (Exception | Error thrown) {
                    throw new BrokenRule(
                            Rule.CLOSES_TWICE, "%s threw %s".formatted(which, thrown), thrown);
                }
            }
        }
    }

    static void repeatable(Bench bench) {
        CodeChecks.calls(bench, Rule.REPEATABLE);
        bench.rounds(SEEDS, LifecycleChecks::repeatable);
    }

    private static void repeatable(Bench bench, int seed) {
        new Twins(bench.create(), bench.create())
                .liveAlike(Rule.REPEATABLE, "two new devices", seed, STEPS);
    }

    /** What one device does alone, it does next to another that is busy. */
    static void sharesNothing(Bench bench) {
        bench.rounds(SEEDS, LifecycleChecks::sharesNothing);
    }

    private static void sharesNothing(Bench bench, int seed) {
        Specimen alone = bench.create();
        Guest guest = new Guest(seed, alone, true);
        List<Step> steps = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            steps.add(guest.next());
            done.add(alone.perform(steps.get(i)));
        }
        Specimen watched = bench.create();
        Specimen busy = bench.create();
        Guest noise = new Guest(seed + SEEDS, busy, true);
        for (int i = 0; i < STEPS; i++) {
            busy.perform(noise.next());
            String seen = watched.perform(steps.get(i));
            if (!seen.equals(done.get(i))) {
                throw new BrokenRule(
                        Rule.SHARES_NOTHING,
                        "step %d of seed %d, %s: alone a device does '%s', next to another '%s'"
                                .formatted(i, seed, steps.get(i), done.get(i), seen));
            }
        }
    }
}
