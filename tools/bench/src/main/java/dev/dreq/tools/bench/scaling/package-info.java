/**
 * How cost grows with size: no ratios, but curves. Each class has one parameter, which is the size.
 */
@NullMarked
package dev.dreq.tools.bench.scaling;

import org.jspecify.annotations.NullMarked;
