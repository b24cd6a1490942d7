/**
 * JUnit 5 tests of drivers and devices on whole machines.
 *
 * <p>{@link dev.dreq.tools.testkit.junit.OnMachine} on a class or a method gives each test a
 * machine of its own; {@link dev.dreq.tools.testkit.junit.Drives} on a method names a driver of one
 * of its devices. What a test wants to see of them it takes as parameters.
 */
@NullMarked
package dev.dreq.tools.testkit.junit;

import org.jspecify.annotations.NullMarked;
