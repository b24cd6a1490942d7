package dev.dreq.tools.testkit.conformance;

import java.util.Set;

/** What can be wrong with {@link FaultyFunction} and {@link FaultyCard}: a fault for each rule. */
enum Fault {
    NOT_LISTED(Rule.FOUND_BY_SERVICE_LOADER),
    TYPE_IN_CAPITALS(Rule.TYPE_NAMED),
    NO_SUMMARY(Rule.TYPE_NAMED),
    DEFAULT_OUT_OF_BOUNDS(Rule.SETTINGS_DECLARED),
    DIVIDES_BY_A_SETTING(Rule.SETTINGS_BOUNDED),
    REFUSES_WITHOUT_A_NAME(Rule.SETTINGS_BOUNDED),
    ASKS_FOR_SOMETHING_ELSE(Rule.CLAIMS_STABLE),
    LEAVES_A_WINDOW_UNMAPPED(Rule.GRANT_KEPT),
    MAPS_WHAT_IT_WAS_NOT_GRANTED(Rule.GRANT_KEPT),
    FIELD_WIDER_THAN_ITS_REGISTER(Rule.REGISTERS_DECLARED),
    OTHER_VALUE_THAN_DECLARED(Rule.POWER_ON),
    INTERRUPT_OUTLIVES_RESET(Rule.RESET_RESTORES, Rule.RESET_FORGETS),
    COUNTER_OUTLIVES_RESET(Rule.RESET_FORGETS),
    WRITES_READ_ONLY(Rule.ACCESS_RIGHTS),
    SETS_WHAT_IT_SHOULD_CLEAR(Rule.ACCESS_RIGHTS),
    THROWS_AT_AN_ODD_ACCESS(Rule.ACCESS_SIZES),
    THROWS_AT_A_VALUE(Rule.GUEST_NEVER_THROWS, Rule.ACCESS_SIZES),
    TIMER_WITHOUT_END(Rule.WORK_ENDS),
    READS_MEMORY_WITHOUT_END(Rule.WORK_ENDS),
    KEEPS_EVERY_COMMAND(Rule.MEMORY_BOUNDED),
    TRIES_AGAIN_FOR_EVER(Rule.DISABLED_MASTER_STOPS),
    TELLS_A_WRONG_COUNT(Rule.BURST_COUNTS),
    KEEPS_THE_BURST(Rule.BURST_COUNTS),
    SAVES_A_NAME_TWICE(Rule.SAVE_CHANGES_NOTHING),
    SAVING_ACKNOWLEDGES(Rule.SAVE_CHANGES_NOTHING, Rule.SAME_FUTURE),
    FORGETS_A_FIELD(Rule.SAME_FUTURE),
    MAKES_A_TIMER_LATE(Rule.TIMERS_MADE_AT_ONCE),
    DMA_WHEN_MADE(Rule.MAKING_TOUCHES_NO_MEMORY),
    TAKES_ANY_VERSION(Rule.STATE_CHECKED),
    TAKES_ANY_INDEX(Rule.STATE_CHECKED),
    ASKS_THE_WALL_CLOCK(Rule.NO_WALL_CLOCK),
    STARTS_A_THREAD(Rule.NO_THREADS),
    ROLLS_DICE(Rule.REPEATABLE),
    STATIC_COUNTER(
            Rule.SHARES_NOTHING,
            Rule.REPEATABLE,
            Rule.SAME_FUTURE,
            Rule.SAVE_CHANGES_NOTHING,
            Rule.RESET_FORGETS,
            Rule.RESET_RESTORES,
            Rule.POWER_ON),
    SECOND_CLOSE_THROWS(Rule.CLOSES_TWICE),
    NONE(null);

    private final Rule rule;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of answers one that is
    private final Set<Rule> follow;

    /**
     * @param rule what it breaks
     * @param follow what may break in consequence
     */
    Fault(Rule rule, Rule... follow) {
        this.rule = rule;
        this.follow = Set.of(follow);
    }

    Rule rule() {
        return rule;
    }

    Set<Rule> follow() {
        return follow;
    }
}
