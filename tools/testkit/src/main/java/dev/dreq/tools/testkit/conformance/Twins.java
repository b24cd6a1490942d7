package dev.dreq.tools.testkit.conformance;

/** Two devices that should behave alike. */
record Twins(Specimen one, Specimen other) {

    /**
     * Does the same to both, and compares all that can be seen.
     *
     * @param rule what is broken if they differ
     * @param who names the two, for the message
     */
    void liveAlike(Rule rule, String who, long seed, int steps) {
        Guest guest = new Guest(seed, one, true);
        for (int i = 0; i < steps; i++) {
            Step step = guest.next();
            String first = one.perform(step);
            String second = other.perform(step);
            if (!first.equals(second)) {
                throw new BrokenRule(
                        rule,
                        "%s, step %d of seed %d, %s: the one does '%s', the other '%s'"
                                .formatted(who, i, seed, step, first, second));
            }
        }
        if (!one.holdsTheSameAs(other)) {
            throw new BrokenRule(
                    rule,
                    "%s, %d steps of seed %d: memory differs behind them"
                            .formatted(who, steps, seed));
        }
    }
}
