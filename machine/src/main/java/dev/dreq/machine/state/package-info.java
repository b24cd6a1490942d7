/** Saved state: a tree of named values, and its bounded form as bytes. */
@NullMarked
package dev.dreq.machine.state;

import org.jspecify.annotations.NullMarked;
