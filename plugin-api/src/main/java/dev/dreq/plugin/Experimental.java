package dev.dreq.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Part of the API that may change or go in any release, without a deprecation before. What bears no
 * such mark, nor stands inside something that does, is stable.
 *
 * <p>It is kept in class files, where tools that compare releases find it; at run time nobody asks.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({
    ElementType.TYPE,
    ElementType.METHOD,
    ElementType.CONSTRUCTOR,
    ElementType.FIELD,
    ElementType.PACKAGE
})
public @interface Experimental {

    /** Why it is not stable yet. */
    String value();
}
