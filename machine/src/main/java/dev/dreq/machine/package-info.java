/** A machine made of plugins, as its user sees it: built, run, looked into, saved and restored. */
@NullMarked
package dev.dreq.machine;

import org.jspecify.annotations.NullMarked;
