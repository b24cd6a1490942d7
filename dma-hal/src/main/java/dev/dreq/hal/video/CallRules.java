package dev.dreq.hal.video;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.verifier.Rule;
import java.util.function.BooleanSupplier;

/** Where, and at which IRQL, a routine may be called. */
final class CallRules {

    /** An entry point that may call little. */
    private enum Place {
        ELSEWHERE,
        INTERRUPT,
        RESET
    }

    private final Ke ke;
    private Place place = Place.ELSEWHERE;
    private CallWatch watch = CallWatch.NONE;

    CallRules(Ke ke) {
        this.ke = ke;
    }

    /** Names who sees the calls from now on. */
    void watch(CallWatch newWatch) {
        watch = newWatch;
    }

    /** Calls HwVidInterrupt. */
    boolean interrupt(BooleanSupplier body) {
        return in(Place.INTERRUPT, body);
    }

    /** Calls HwVidResetHw. */
    boolean reset(BooleanSupplier body) {
        return in(Place.RESET, body);
    }

    private boolean in(Place inner, BooleanSupplier body) {
        Place outer = place;
        place = inner;
        try {
            return body.getAsBoolean();
        } finally {
            place = outer;
        }
    }

    /** A routine that HwVidInterrupt may call, but HwVidResetHw may not. */
    void alsoInInterrupt(String routine) {
        watch.calls(routine);
        if (place == Place.RESET) {
            throw notAllowed(
                    routine, "HwVidResetHw", "access ports and registers only, and stall between");
        }
    }

    /** A routine that neither HwVidInterrupt nor HwVidResetHw may call. */
    void elsewhere(String routine) {
        alsoInInterrupt(routine);
        if (place == Place.INTERRUPT) {
            throw notAllowed(
                    routine, "HwVidInterrupt", "dismiss the interrupt and call VideoPortQueueDpc");
        }
    }

    /** As {@link #elsewhere}, at PASSIVE_LEVEL. */
    void passive(String routine) {
        elsewhere(routine);
        ke.requireIrql(Irql.PASSIVE_LEVEL, routine);
    }

    /** As {@link #elsewhere}, at or below DISPATCH_LEVEL. */
    void atMostDispatch(String routine) {
        elsewhere(routine);
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, routine);
    }

    /** As {@link #alsoInInterrupt}, at or above DISPATCH_LEVEL. */
    void atLeastDispatch(String routine) {
        alsoInInterrupt(routine);
        int current = ke.getCurrentIrql();
        if (current < Irql.DISPATCH_LEVEL) {
            throw new BugCheck(
                    BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL,
                    0,
                    current,
                    0,
                    0,
                    "%s was called at %s; call it at or above DISPATCH_LEVEL"
                            .formatted(routine, Irql.name(current)));
        }
    }

    private BugCheck notAllowed(String routine, String where, String instead) {
        return Rule.CALL_NOT_ALLOWED.stop(
                ke.getCurrentIrql(),
                0,
                0,
                "%s was called from %s, which must not; %s".formatted(routine, where, instead));
    }
}
