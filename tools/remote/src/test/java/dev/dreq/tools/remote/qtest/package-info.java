/** The qtest server, spoken to. */
@NullMarked
package dev.dreq.tools.remote.qtest;

import org.jspecify.annotations.NullMarked;
