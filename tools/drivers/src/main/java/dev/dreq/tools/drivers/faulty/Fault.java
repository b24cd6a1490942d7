package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.verifier.Rule;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One step of a driver done wrong; all others are done right. */
public final class Fault {
    private final String label;
    private final @Nullable Rule rule;
    private final Road road;
    private final @Nullable Step<?> step;
    private final Consumer<?> instead;

    private Fault(
            String label,
            @Nullable Rule rule,
            Road road,
            @Nullable Step<?> step,
            Consumer<?> instead) {
        this.label = label;
        this.rule = rule;
        this.road = road;
        this.step = step;
        this.instead = instead;
    }

    /** What breaks a rule on a road: {@code instead} of the step. */
    static <S> Fault of(Rule rule, Road road, Step<S> step, Consumer<S> instead) {
        return new Fault(rule.label(), rule, road, step, instead);
    }

    /** Another way to break a rule; {@code way} is its P2, or a word. */
    static <S> Fault of(Rule rule, String way, Road road, Step<S> step, Consumer<S> instead) {
        return new Fault(rule.label() + "/" + way, rule, road, step, instead);
    }

    /** A road on which everything is done right. */
    static Fault none(String label, Road road) {
        return new Fault(label, null, road, null, nothing -> {});
    }

    /** What people call it: the rule's label, and behind a slash the way, if there are several. */
    public String label() {
        return label;
    }

    /** The rule that it breaks; none if everything is done right. */
    public Optional<Rule> rule() {
        return Optional.ofNullable(rule);
    }

    Road road() {
        return road;
    }

    /** Takes a step, right or wrong. */
    <S> void take(Step<S> at, S subject) {
        if (at == step) {
            @SuppressWarnings("unchecked") // of() was given both with one type
            Consumer<S> wrong = (Consumer<S>) instead;
            wrong.accept(subject);
        } else {
            at.done(subject);
        }
    }
}
