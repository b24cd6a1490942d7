package dev.dreq.tools.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Chooses the device that a parameter is about; needed where there are several. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface DeviceName {

    /** Its name, such as {@code fdc0}, or its type if there is one of it. */
    String value();
}
