/** Pictures that drivers move to and from the screen of a whole machine. */
@org.jspecify.annotations.NullMarked
package dev.dreq.tools.testkit.picture;
