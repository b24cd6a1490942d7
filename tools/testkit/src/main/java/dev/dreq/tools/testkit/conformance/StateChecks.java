package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.state.StateException;
import dev.dreq.tools.testkit.bus.FakeState;
import java.util.List;
import java.util.SplittableRandom;

/** Saving and restoring at random moments. */
final class StateChecks {

    private static final int SEEDS = 30;
    private static final int MOST_STEPS = 300;
    private static final int FUTURE = 150;
    private static final int SPOILED_SEEDS = 8;
    private static final int SPOILS = 60;

    private StateChecks() {}

    private static Specimen somewhere(Bench bench, int seed) {
        Specimen specimen = bench.create();
        Guest guest = new Guest(seed, specimen, true);
        specimen.storm(guest, new SplittableRandom(seed).nextInt(MOST_STEPS));
        return specimen;
    }

    static void saveChangesNothing(Bench bench) {
        bench.rounds(SEEDS, StateChecks::saveChangesNothing);
    }

    private static void saveChangesNothing(Bench bench, int seed) {
        Specimen saved = somewhere(bench, seed);
        Specimen left = somewhere(bench, seed);
        List<String> first = saved.save().lines();
        List<String> second = saved.save().lines();
        if (!first.equals(second)) {
            throw new BrokenRule(
                    Rule.SAVE_CHANGES_NOTHING,
                    "saving twice gives two states: " + difference(first, second));
        }
        new Twins(saved, left)
                .liveAlike(
                        Rule.SAVE_CHANGES_NOTHING,
                        "a device that was saved and one that was not",
                        seed + SEEDS,
                        FUTURE);
    }

    static void sameFuture(Bench bench) {
        bench.rounds(SEEDS, StateChecks::sameFuture);
    }

    private static void sameFuture(Bench bench, int seed) {
        Specimen saved = somewhere(bench, seed);
        FakeState state = saved.save();
        Specimen restored = bench.restore(saved, state);
        List<String> expected = state.lines();
        List<String> actual = restored.save().lines();
        if (!expected.equals(actual)) {
            throw new BrokenRule(
                    Rule.SAME_FUTURE,
                    "seed %d: restored, it saves another state: %s"
                            .formatted(seed, difference(expected, actual)));
        }
        new Twins(saved, restored)
                .liveAlike(
                        Rule.SAME_FUTURE,
                        "saved after seed %d, the one that was saved and the one restored"
                                .formatted(seed),
                        seed + SEEDS,
                        FUTURE);
    }

    private static String difference(List<String> first, List<String> second) {
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            if (!first.get(i).equals(second.get(i))) {
                return "'%s' and '%s'".formatted(first.get(i), second.get(i));
            }
        }
        return "%d and %d values".formatted(first.size() - 1, second.size() - 1);
    }

    static void timersMadeAtOnce(Bench bench) {
        List<String> made = bench.create().slot().clock().timers();
        bench.rounds(SEEDS, (round, seed) -> sameTimers(round, seed, made));
    }

    static void stateChecked(Bench bench) {
        bench.rounds(SPOILED_SEEDS, StateChecks::stateChecked);
    }

    private static void stateChecked(Bench bench, int seed) {
        Specimen saved = somewhere(bench, seed);
        FakeState state = saved.save();
        Specimen sound = bench.restore(saved, state);
        sound.storm(new Guest(seed, sound, true), FUTURE); // what breaks here is not the state
        refuseNewer(bench, saved, state);
        for (String path : state.paths()) {
            survive(bench, saved, state.with(path), "without " + path, seed);
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<String> paths = state.paths();
        for (int i = 0; i < SPOILS && !paths.isEmpty(); i++) {
            String path = paths.get(random.nextInt(paths.size()));
            Object wrong = spoiled(state.value(path), random);
            survive(
                    bench,
                    saved,
                    state.with(path, wrong),
                    "with %s of another value".formatted(path),
                    seed);
        }
    }

    private static void sameTimers(Bench bench, int seed, List<String> made) {
        Specimen used = somewhere(bench, seed);
        List<String> later = used.slot().clock().timers();
        List<String> again = bench.restore(used, used.save()).slot().clock().timers();
        if (!made.equals(later) || !made.equals(again)) {
            throw new BrokenRule(
                    Rule.TIMERS_MADE_AT_ONCE,
                    "a new device has the timers %s, a used one %s, a restored one %s"
                            .formatted(made, later, again));
        }
    }

    private static void refuseNewer(Bench bench, Specimen saved, FakeState state) {
        try {
            bench.tryRestore(saved, state.withVersion(state.version() + 1_000));
        } catch (StateException refused) {
            return;
        } catch (RuntimeException | Error thrown) {
            throw new BrokenRule(
                    Rule.STATE_CHECKED,
                    "a state of a newer version made it throw " + thrown,
                    thrown);
        }
        throw new BrokenRule(
                Rule.STATE_CHECKED,
                "a state of version %d was taken".formatted(state.version() + 1_000));
    }

    private static void survive(
            Bench bench, Specimen saved, FakeState state, String how, int seed) {
        try (Bench round = bench.round()) {
            Specimen restored = round.tryRestore(saved, state);
            restored.storm(new Guest(seed, restored, true), FUTURE);
        } catch (StateException refused) {
            return;
        } catch (BrokenRule broken) {
            throw broken.as(Rule.STATE_CHECKED)
                    .at("\n  It was restored from a state %s, and took it.".formatted(how));
        } catch (RuntimeException | Error thrown) {
            throw new BrokenRule(
                    Rule.STATE_CHECKED,
                    "a state %s made it throw %s".formatted(how, thrown),
                    thrown);
        }
    }

    private static Object spoiled(Object value, SplittableRandom random) {
        if (value instanceof Long) {
            return random.nextBoolean()
                    ? random.nextLong() >> random.nextInt(Long.SIZE)
                    : random.nextInt(-2, 0x20);
        }
        if (value instanceof Boolean truth) {
            return !truth;
        }
        if (value instanceof byte[] bytes) {
            byte[] other = new byte[bytes.length + random.nextInt(2)];
            random.nextBytes(other);
            return other;
        }
        if (value instanceof int[] numbers) {
            return random.ints(numbers.length + random.nextInt(2)).toArray();
        }
        return "NO SUCH THING";
    }
}
