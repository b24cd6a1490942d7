/** What happens on a machine, as events of the JDK's flight recorder. */
@org.jspecify.annotations.NullMarked
package dev.dreq.machine.jfr;
