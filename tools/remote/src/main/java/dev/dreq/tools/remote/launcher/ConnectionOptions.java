package dev.dreq.tools.remote.launcher;

import dev.dreq.tools.remote.opts.QemuOpts;
import dev.dreq.tools.remote.qtest.QtestLog;
import dev.dreq.tools.remote.qtest.QtestServer;

import java.io.IOException;
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
                .with("mon", "chardev=ID,mode=control", "serves QMP", ConnectionOptions::mon)
                .with("qtest-log", "FILE", "logs qtest; none", Plan::qtestLog)
                .with("object", "qtest,id=ID,...", "serves qtest", ConnectionOptions::object);
    }

    private static void qtest(Plan plan, String text) {
        plan.serve(
                pc -> new QtestServer(pc, plan.namedChardev("-qtest", text), log(plan.qtestLog())));
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

    private static void qmp(Plan plan, String text) {
        plan.serve(pc -> new QmpConnection(pc, plan.namedChardev("-qmp", text)));
    }

    private static void mon(Plan plan, String text) {
        QemuOpts opts = QemuOpts.parse("-mon", text, "chardev");
        String chardev = opts.require("chardev");
        String mode = opts.take("mode").orElse("readline");
        if (!mode.equals("control")) {
            throw opts.wrong("a mode is control, not '%s'".formatted(mode));
        }
        opts.take("pretty");
        opts.end();
        plan.serve(pc -> new QmpConnection(pc, plan.takeChardev("-mon", chardev)));
    }

    private static QtestLog log(Optional<String> file) throws IOException {
        return file.isPresent() ? QtestLog.named(file.get()) : QtestLog.to(System.err);
    }
}
