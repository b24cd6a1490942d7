/** The list of common mistakes, and that each has its test. */
package dev.dreq.tools.testkit.mistakes;
