/** The stock drivers: what they are called, what can be set, and how to load them. */
@NullMarked
package dev.dreq.tools.drivers;

import org.jspecify.annotations.NullMarked;
