/** What a run tells in the end, for people and for programs. */
@NullMarked
package dev.dreq.tools.cli.report;

import org.jspecify.annotations.NullMarked;
