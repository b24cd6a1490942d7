/** A look at devices that no driver here is for. */
@NullMarked
package dev.dreq.tools.cli.probe;

import org.jspecify.annotations.NullMarked;
