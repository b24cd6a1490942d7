package dev.dreq.tools.remote.launcher;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.remote.chardev.Chardev;
import dev.dreq.tools.remote.chardev.Chardevs;
import dev.dreq.tools.remote.chardev.Server;
import dev.dreq.tools.remote.opts.QemuOpts;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PcOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command line asks for: a machine, and those who serve it to clients. */
final class Plan {

    private final PcOptions machine = new PcOptions();
    private final Map<String, QemuOpts> chardevs = new LinkedHashMap<>();
    private final List<Front> fronts = new ArrayList<>();
    private Optional<String> qtestLog = Optional.empty();

    /** Makes one of those who serve a machine. */
    interface Front {

        /**
         * Makes it, for a machine that exists.
         *
         * @throws IOException if a file that it needs cannot be opened
         */
        Server of(Pc pc) throws IOException;
    }

    /** The machine. */
    PcOptions machine() {
        return machine;
    }

    /** Those who serve it. */
    List<Front> fronts() {
        return fronts;
    }

    /** Where the log of qtest servers goes; empty for standard error. */
    Optional<String> qtestLog() {
        return qtestLog;
    }

    /** Says where the log of qtest servers goes. */
    void qtestLog(String file) {
        qtestLog = Optional.of(file);
    }

    /** Adds one who serves the machine. */
    void serve(Front front) {
        fronts.add(front);
    }

    /**
     * Adds a character device that others name by its {@code id}.
     *
     * @throws ConfigurationException if it has none, or that of another
     */
    void chardev(QemuOpts opts) {
        String id = opts.require("id");
        if (chardevs.putIfAbsent(id, opts) != null) {
            throw opts.wrong("there is a character device '%s' already".formatted(id));
        }
    }

    /**
     * Takes the character device of an id, which may come later on the command line; so not before
     * all of it is read. Nobody else may have it then.
     *
     * @param option that names it, for messages
     * @throws ConfigurationException if there is none
     */
    Chardev takeChardev(String option, String id) {
        QemuOpts opts = chardevs.remove(id);
        if (opts == null) {
            throw new ConfigurationException(
                    "%s: there is no character device '%s', or somebody has it already"
                            .formatted(option, id));
        }
        return Chardevs.described(opts);
    }

    /** The character device that an option names in the short form, or by {@code chardev:ID}. */
    Chardev namedChardev(String option, String text) {
        return text.startsWith("chardev:")
                ? takeChardev(option, text.substring("chardev:".length()))
                : Chardevs.named(option, text);
    }
}
