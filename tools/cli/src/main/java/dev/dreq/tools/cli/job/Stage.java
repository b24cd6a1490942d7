package dev.dreq.tools.cli.job;

import dev.dreq.tools.cli.line.DriverChoice;

/** A step of a run: a driver, and the task for which it is loaded. */
public record Stage(DriverChoice driver, Task task) {}
