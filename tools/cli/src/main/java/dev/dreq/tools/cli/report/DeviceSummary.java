package dev.dreq.tools.cli.report;

import java.util.List;
import java.util.Optional;

/**
 * A device of the machine of a run.
 *
 * @param name on its machine
 * @param type what it is
 * @param grants what it was granted, in words
 * @param fault why it was cut off, if it was
 * @param guestErrors how often the guest did what a well-behaved one would not do
 */
public record DeviceSummary(
        String name, String type, List<String> grants, Optional<String> fault, long guestErrors) {

    /** A list that nobody changes. */
    public DeviceSummary {
        grants = List.copyOf(grants);
    }

    /** Its grants in one line. */
    String granted() {
        return grants.isEmpty() ? "nothing granted" : String.join(", ", grants);
    }
}
