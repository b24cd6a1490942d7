package dev.dreq.tools.bench.scaling;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a curve shows: one benchmark class, one picture. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Grows {

    /** What is measured, in words. */
    String what();

    /** What the parameter counts. */
    String with();

    /** Whether the cost of one of them is shown, and not of all together. */
    boolean each() default false;
}
