package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.Version;
import java.util.List;
import java.util.Map;

/** Commands that tell what this is. */
final class IdentityCommands {

    private static final String PROCESSOR = "qemu64-x86_64-cpu";

    private final Pc pc;

    IdentityCommands(Pc pc) {
        this.pc = pc;
    }

    List<QmpCommand> list() {
        return List.of(
                QmpCommand.query("query-version", arguments -> version()),
                QmpCommand.query("query-name", arguments -> new Answer().with("name", pc.name())),
                QmpCommand.query("query-uuid", arguments -> Map.of("UUID", pc.uuid().toString())),
                QmpCommand.query(
                        "query-kvm",
                        arguments -> new Answer().with("enabled", false).with("present", false)),
                QmpCommand.query("query-target", arguments -> Map.of("arch", "x86_64")),
                QmpCommand.query("query-machines", arguments -> List.of(machine())),
                QmpCommand.query("query-cpus-fast", arguments -> List.of(processor())),
                QmpCommand.query(
                        "query-memory-size-summary",
                        arguments ->
                                new Answer()
                                        .with("base-memory", pc.memory())
                                        .with("plugged-memory", 0)));
    }

    /** What the greeting and {@code query-version} tell. */
    static Answer version() {
        return new Answer()
                .with(
                        "qemu",
                        new Answer()
                                .with("micro", Version.MICRO)
                                .with("minor", Version.MINOR)
                                .with("major", Version.MAJOR))
                .with("package", Version.PACKAGE);
    }

    private static Answer machine() {
        return new Answer()
                .with("hotpluggable-cpus", false)
                .with("name", "pc-i440fx-7.2")
                .with("alias", "pc")
                .with("is-default", true)
                .with("numa-mem-supported", false)
                .with("default-cpu-type", PROCESSOR)
                .with("cpu-max", 1)
                .with("deprecated", false)
                .with("default-ram-id", "pc.ram");
    }

    private Answer processor() {
        return new Answer()
                .with("thread-id", ProcessHandle.current().pid())
                .with(
                        "props",
                        new Answer().with("core-id", 0).with("thread-id", 0).with("socket-id", 0))
                .with("qom-path", pc.processor().path())
                .with("cpu-index", 0)
                .with("target", "x86_64");
    }
}
