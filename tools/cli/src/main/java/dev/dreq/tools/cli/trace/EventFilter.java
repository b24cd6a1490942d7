package dev.dreq.tools.cli.trace;

import java.util.List;
import java.util.Locale;

/**
 * Which events are wanted.
 *
 * @param devices names of devices or device objects; empty for all events
 * @param drivers names of drivers; empty for all events
 * @param kinds empty for all
 * @param from virtual time in nanoseconds
 * @param to virtual time in nanoseconds, included
 */
record EventFilter(
        List<String> devices, List<String> drivers, List<EventKind> kinds, long from, long to) {

    boolean wants(TraceEvent event) {
        return from <= event.time()
                && event.time() <= to
                && (kinds.isEmpty() || kinds.contains(event.kind()))
                && named(devices, event.device())
                && named(drivers, event.driver());
    }

    private static boolean named(List<String> wanted, String name) {
        return wanted.isEmpty() || wanted.stream().anyMatch(one -> same(one, name));
    }

    /** A name may be given without its folders: {@code Floppy0} for {@code \Device\Floppy0}. */
    private static boolean same(String given, String name) {
        String full = name.toLowerCase(Locale.ROOT);
        String wanted = given.toLowerCase(Locale.ROOT);
        return full.equals(wanted) || full.endsWith("\\" + wanted) || wanted.endsWith("\\" + full);
    }
}
