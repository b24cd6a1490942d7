package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.hmp.Monitor;
import dev.dreq.tools.remote.pc.Pc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands by name. */
final class QmpCommands {

    private final Map<String, QmpCommand> commands = new LinkedHashMap<>();

    QmpCommands(Pc pc, Monitor monitor) {
        List<QmpCommand> all = new ArrayList<>();
        all.addAll(new RunStateCommands(pc).list());
        all.addAll(new IdentityCommands(pc).list());
        all.addAll(new DeviceCommands(pc).list());
        all.addAll(new ObjectCommands(pc).list());
        all.addAll(new BlockCommands(pc).list());
        all.addAll(new DumpCommands(pc).list());
        all.add(
                QmpCommand.query(
                        "human-monitor-command",
                        arguments -> {
                            Processors.check(arguments);
                            return monitor.run(arguments.text("command-line"))
                                    .replace("\n", "\r\n");
                        },
                        Parameter.string("command-line"),
                        Processors.PARAMETER));
        all.add(QmpCommand.query("query-commands", arguments -> names()));
        all.add(
                QmpCommand.query(
                        QmpSession.NEGOTIATE,
                        arguments -> Map.of(),
                        Parameter.array(QmpSession.ENABLE).optional()));
        all.forEach(command -> commands.put(command.name(), command));
    }

    private List<Map<String, String>> names() {
        return commands.keySet().stream().map(name -> Map.of("name", name)).toList();
    }

    /** The command of a name. */
    Optional<QmpCommand> find(String name) {
        return Optional.ofNullable(commands.get(name));
    }
}
