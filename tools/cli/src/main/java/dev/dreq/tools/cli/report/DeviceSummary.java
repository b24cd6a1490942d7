package dev.dreq.tools.cli.report;

import java.util.Optional;

/**
 * A device of the machine of a run.
 *
 * @param name on its machine
 * @param granted what it has, in words
 * @param fault why it was cut off, if it was
 * @param guestErrors how often the guest did what a well-behaved one would not do
 */
public record DeviceSummary(
        String name, String granted, Optional<Throwable> fault, long guestErrors) {}
