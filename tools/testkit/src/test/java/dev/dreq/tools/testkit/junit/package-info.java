/** The JUnit extension, in runs of its own, and stock drivers tested with it. */
package dev.dreq.tools.testkit.junit;
