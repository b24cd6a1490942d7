package dev.dreq.tools.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A claim: the benchmark takes at most so many times as long as its limit. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AtMost {

    /** The most that its time, divided by the limit's, may be. */
    double value();

    /** The benchmark of the same class, and the same parameters, that it is divided by. */
    String limit();

    /** What is measured, in words. */
    String what();
}
