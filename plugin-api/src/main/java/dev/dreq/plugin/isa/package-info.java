/** The ISA bus: what a card asks for, and what it is granted. */
@NullMarked
package dev.dreq.plugin.isa;

import org.jspecify.annotations.NullMarked;
