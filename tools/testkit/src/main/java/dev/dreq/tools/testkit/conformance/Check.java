package dev.dreq.tools.testkit.conformance;

/** Looks whether a rule is kept. */
@FunctionalInterface
interface Check {

    /** Throws a {@link BrokenRule} if one is broken, this or another. */
    void run(Bench bench);

    /** The check of a rule. */
    static Check of(Rule rule) {
        return switch (rule) {
            case FOUND_BY_SERVICE_LOADER -> ProviderChecks::foundByServiceLoader;
            case TYPE_NAMED -> ProviderChecks::typeNamed;
            case SETTINGS_DECLARED -> ProviderChecks::settingsDeclared;
            case SETTINGS_BOUNDED -> SettingChecks::settingsBounded;
            case CLAIMS_STABLE -> ProviderChecks::claimsStable;
            case GRANT_KEPT -> ProviderChecks::grantKept;
            case REGISTERS_DECLARED -> RegisterChecks::declared;
            case POWER_ON -> RegisterChecks::powerOn;
            case ACCESS_RIGHTS -> RegisterChecks::accessRights;
            case ACCESS_SIZES -> RegisterChecks::accessSizes;
            case RESET_RESTORES -> LifecycleChecks::resetRestores;
            case RESET_FORGETS -> LifecycleChecks::resetForgets;
            case MAKING_TOUCHES_NO_MEMORY -> LifecycleChecks::makingTouchesNoMemory;
            case CLOSES_TWICE -> LifecycleChecks::closesTwice;
            case SHARES_NOTHING -> LifecycleChecks::sharesNothing;
            case REPEATABLE -> LifecycleChecks::repeatable;
            case GUEST_NEVER_THROWS -> StormChecks::guestNeverThrows;
            case WORK_ENDS -> StormChecks::workEnds;
            case MEMORY_BOUNDED -> StormChecks::memoryBounded;
            case DISABLED_MASTER_STOPS -> StormChecks::disabledMasterStops;
            case BURST_COUNTS -> StormChecks::burstCounts;
            case SAVE_CHANGES_NOTHING -> StateChecks::saveChangesNothing;
            case SAME_FUTURE -> StateChecks::sameFuture;
            case TIMERS_MADE_AT_ONCE -> StateChecks::timersMadeAtOnce;
            case STATE_CHECKED -> StateChecks::stateChecked;
            case NO_WALL_CLOCK, NO_THREADS -> bench -> CodeChecks.calls(bench, rule);
        };
    }
}
