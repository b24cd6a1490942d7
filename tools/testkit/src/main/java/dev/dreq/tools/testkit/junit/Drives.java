package dev.dreq.tools.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method without parameters that returns a {@link dev.dreq.hal.io.DriverEntry}: the driver of
 * a device. It is called at most once in a test, when a test first takes the driver object or the
 * device object; the driver is loaded and the device started then.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Drives {

    /** The device: its name, such as {@code fdc0}, or its type if there is one of it. */
    String value();
}
