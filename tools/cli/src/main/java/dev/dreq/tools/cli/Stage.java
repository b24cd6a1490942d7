package dev.dreq.tools.cli;

/** A step of a run: a driver, and the task for which it is loaded. */
record Stage(DriverChoice driver, Task task) {}
