package dev.dreq.tools.remote.hmp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Commands by name. */
final class HmpTable {

    private final String prefix;
    private final List<HmpCommand> commands = new ArrayList<>();

    /**
     * Makes an empty table.
     *
     * @param prefix what is typed before its commands: nothing, or {@code "info "}
     */
    HmpTable(String prefix) {
        this.prefix = prefix;
    }

    void add(List<HmpCommand> more) {
        commands.addAll(more);
        commands.sort(Comparator.comparing(HmpCommand::name, String.CASE_INSENSITIVE_ORDER));
    }

    /** The command of a name. */
    Optional<HmpCommand> find(String name) {
        return commands.stream().filter(command -> command.names().contains(name)).findFirst();
    }

    /** All names, for completion. */
    List<String> names() {
        return commands.stream().flatMap(command -> command.names().stream()).toList();
    }

    /** Help for all. */
    String help() {
        StringBuilder help = new StringBuilder();
        commands.forEach(command -> help.append(command.helpLine(prefix)));
        return help.toString();
    }

    /** Help for one. */
    Optional<String> help(String name) {
        return find(name).map(command -> command.helpLine(prefix));
    }
}
