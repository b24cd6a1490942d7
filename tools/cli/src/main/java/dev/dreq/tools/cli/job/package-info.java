/** What a run consists of, and what runs it: tasks, each on a kernel that boots for it. */
@NullMarked
package dev.dreq.tools.cli.job;

import org.jspecify.annotations.NullMarked;
