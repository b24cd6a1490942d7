/** Register windows, declared registers and interrupt lines. */
@NullMarked
package dev.dreq.plugin.io;

import org.jspecify.annotations.NullMarked;
