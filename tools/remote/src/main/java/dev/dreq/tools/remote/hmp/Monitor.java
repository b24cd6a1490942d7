package dev.dreq.tools.remote.hmp;

import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.List;
import java.util.Optional;

/** The human monitor of a machine: a line in, what is shown out. */
public final class Monitor {

    private static final String INFO = "info";

    private final Pc pc;
    private final HmpTable commands = new HmpTable("");
    private final HmpTable infos = new HmpTable(INFO + " ");
    private volatile Format format = Format.WORD;

    public Monitor(Pc pc) {
        this.pc = pc;
        commands.add(new RunCommands(pc).list());
        commands.add(new MemoryCommands(pc).list());
        commands.add(new MediaCommands(pc).list());
        commands.add(new DeviceCommands(pc).list());
        commands.add(List.of(help(), info()));
        infos.add(new StateInfos(pc).list());
        infos.add(new DeviceInfos(pc).list());
    }

    private HmpCommand help() {
        return HmpCommand.showing(
                "help|?",
                "[cmd]",
                "show the help",
                arguments -> help(new Text(arguments.text("name"))),
                HmpParameter.of("name", HmpParameter.Kind.REST));
    }

    /** Only its help is used: what follows is a command of its own. */
    private HmpCommand info() {
        return HmpCommand.showing(
                INFO,
                "[subcommand]",
                "show various information about the system state",
                arguments -> infos.help());
    }

    private String help(Text wanted) {
        String name = wanted.commandWord();
        if (name.isEmpty()) {
            return commands.help();
        }
        if (name.equals(INFO)) {
            String subject = wanted.commandWord();
            return subject.isEmpty()
                    ? infos.help()
                    : infos.help(subject).orElseGet(() -> unknown(INFO + " " + subject));
        }
        return commands.help(name).orElseGet(() -> unknown(name));
    }

    private static String unknown(String name) {
        return "unknown command: '%s'\n".formatted(name);
    }

    /** Runs a line. Whatever the line is, it comes back. */
    public String run(String line) {
        Text text = new Text(line);
        String name = text.commandWord();
        if (name.isEmpty()) {
            return line.isBlank() ? "" : unknown(line.strip());
        }
        Optional<HmpCommand> command = commands.find(name);
        if (name.equals(INFO)) {
            String subject = text.commandWord();
            if (!subject.isEmpty()) {
                name = INFO + " " + subject;
                command = infos.find(subject);
            }
        }
        return command.isPresent() ? run(command.get(), name, text) : unknown(name);
    }

    private String run(HmpCommand command, String name, Text text) {
        try {
            HmpArguments arguments = HmpArguments.read(command, text, format);
            format = arguments.format();
            return pc.locked(() -> command.action().run(arguments));
        } catch (SyntaxError wrong) {
            return "%s\nTry \"help %s\" for more information\n".formatted(wrong.getMessage(), name);
        } catch (QemuError refused) {
            return "Error: %s\n".formatted(refused.getMessage());
        }
    }

    /**
     * What a line can go on with.
     *
     * @param words those before the one that is being typed
     */
    public List<String> completions(List<String> words) {
        if (words.isEmpty()) {
            return commands.names();
        }
        return switch (words.get(0)) {
            case INFO -> words.size() == 1 ? infos.names() : List.of();
            case "help", "?" -> help(words);
            case "device_add" -> pc.models().stream().map(model -> model.name()).toList();
            case "device_del" -> pc.locked(this::ids);
            case "qom-list", "qom-get", "qom-set" -> words.size() == 1 ? paths() : List.of();
            default -> List.of();
        };
    }

    private List<String> help(List<String> words) {
        boolean ofInfo = words.size() == 2 && words.get(1).equals(INFO);
        return ofInfo ? infos.names() : words.size() == 1 ? commands.names() : List.of();
    }

    private List<String> ids() {
        return pc.objects().find("/machine/peripheral").stream()
                .flatMap(object -> object.children().stream())
                .map(child -> child.name())
                .toList();
    }

    private List<String> paths() {
        return pc.locked(
                () -> pc.objects().root().all().stream().map(object -> object.path()).toList());
    }
}
