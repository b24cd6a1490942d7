package dev.dreq.tools.remote.launcher;

import dev.dreq.tools.remote.hmp.Console;
import dev.dreq.tools.remote.hmp.MonitorServer;
import dev.dreq.tools.remote.opts.QemuOpts;
import dev.dreq.tools.remote.qmp.QmpServer;
import dev.dreq.tools.remote.qtest.QtestLog;
import dev.dreq.tools.remote.qtest.QtestServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** The options that name those who serve the machine, and where. */
final class ConnectionOptions {

    private ConnectionOptions() {}

    static void addTo(CommandLine line) {
        line.with(
                        "chardev",
                        "socket,id=ID,...",
                        "a character device for others to name",
                        (plan, text) -> plan.chardev(QemuOpts.parse("-chardev", text, "backend")))
                .with("qtest", "CHARDEV", "serves qtest", ConnectionOptions::qtest)
                .with("qmp", "CHARDEV", "serves QMP", ConnectionOptions::qmp)
                .with("monitor", "CHARDEV", "serves the human monitor", ConnectionOptions::monitor)
                .with(
                        "mon",
                        "chardev=ID,mode=control",
                        "serves QMP, or the human monitor without mode=control",
                        ConnectionOptions::mon)
                .with("qtest-log", "FILE", "logs qtest; none", Plan::qtestLog)
                .with("object", "qtest,id=ID,...", "serves qtest", ConnectionOptions::object);
    }

    private static void qtest(Plan plan, String text) {
        plan.serve(
                pc -> new QtestServer(pc, plan.namedChardev("-qtest", text), log(plan.qtestLog())));
    }

    private static void qmp(Plan plan, String text) {
        plan.serve(
                pc -> new QmpServer(pc, plan.namedChardev("-qmp", text), InstantSource.system()));
    }

    /** At a terminal lines can be edited; the classes that do it are not loaded without one. */
    private static void monitor(Plan plan, String text) {
        switch (text) {
            case "none", "null" -> {} // the default
            case "stdio" ->
                    plan.serve(
                            pc ->
                                    Console.isAvailable()
                                            ? new Console(pc)
                                            : new MonitorServer(
                                                    pc, plan.namedChardev("-monitor", text)));
            default -> plan.serve(pc -> new MonitorServer(pc, plan.namedChardev("-monitor", text)));
        }
    }

    private static void mon(Plan plan, String text) {
        QemuOpts opts = QemuOpts.parse("-mon", text, "chardev");
        String chardev = opts.require("chardev");
        String mode = opts.take("mode").orElse("readline");
        opts.take("id");
        opts.take("pretty"); // one line a message, always
        opts.end();
        switch (mode) {
            case "control" ->
                    plan.serve(
                            pc ->
                                    new QmpServer(
                                            pc,
                                            plan.takeChardev("-mon", chardev),
                                            InstantSource.system()));
            case "readline" ->
                    plan.serve(pc -> new MonitorServer(pc, plan.takeChardev("-mon", chardev)));
            default -> throw opts.wrong("a mode is control or readline, not '%s'".formatted(mode));
        }
    }

    private static void object(Plan plan, String text) {
        QemuOpts opts = QemuOpts.parse("-object", text, "type");
        String type = opts.require("type");
        if (!type.equals("qtest")) {
            throw opts.wrong("there is no object type '%s'; there is: qtest".formatted(type));
        }
        opts.require("id");
        String chardev = opts.require("chardev");
        Optional<String> log = opts.take("log").or(plan::qtestLog);
        opts.end();
        plan.serve(pc -> new QtestServer(pc, plan.takeChardev("-object", chardev), log(log)));
    }

    private static QtestLog log(Optional<String> file) throws IOException {
        return file.isPresent() ? QtestLog.named(file.get()) : QtestLog.to(System.err);
    }
}
