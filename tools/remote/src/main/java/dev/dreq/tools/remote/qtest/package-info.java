/** The qtest server: one line in, one answer out, on one machine. */
@NullMarked
package dev.dreq.tools.remote.qtest;

import org.jspecify.annotations.NullMarked;
