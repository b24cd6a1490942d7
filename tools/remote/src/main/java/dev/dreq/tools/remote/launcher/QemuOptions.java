package dev.dreq.tools.remote.launcher;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.remote.opts.QemuOpts;
import dev.dreq.tools.remote.pc.DeviceOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What each option of the command line means. */
final class QemuOptions {

    private static final long MIB = 1 << 20;

    private final BlockDevices blocks;

    private QemuOptions(ScratchImages scratch) {
        blocks = new BlockDevices(scratch);
    }

    /**
     * All of them, for one command line.
     *
     * @param scratch where images come from that are not on the disk before
     */
    static CommandLine all(ScratchImages scratch) {
        QemuOptions options = new QemuOptions(scratch);
        CommandLine line = new CommandLine();
        options.machine(line);
        options.devices(line);
        ConnectionOptions.addTo(line);
        return options.ignored(line);
    }

    private void machine(CommandLine line) {
        line.with("machine", "TYPE", "the machine: pc", QemuOptions::machine)
                .with("M", "TYPE", "as -machine", QemuOptions::machine)
                .with("accel", "NAME", "qtest or tcg; both run no processor", QemuOptions::accel)
                .with("m", "SIZE", "memory, in MiB or with k, M, G", QemuOptions::memory)
                .with("S", "do not start", (plan, none) -> plan.machine().paused())
                .with("name", "NAME", "what query-name says", QemuOptions::name)
                .with("uuid", "UUID", "what query-uuid says", QemuOptions::uuid)
                .with(
                        "bios",
                        "FILE",
                        "an image that ends at 4 GiB",
                        (plan, file) -> plan.machine().firmware(Path.of(file)));
    }

    private void devices(CommandLine line) {
        line.with(
                        "nodefaults",
                        "no floppy drive and no display but those that are named",
                        (plan, none) -> plan.machine().withoutDefaults())
                .with("vga", "TYPE", "none, or std for bochs-display", QemuOptions::vga)
                .with("device", "DRIVER[,id=ID]", "adds a device", QemuOptions::device)
                .with("global", "DRIVER.PROP=VAL", "sets a default", QemuOptions::global)
                .with(
                        "drive",
                        "if=floppy|none,...",
                        "adds a floppy drive, or an image for -device floppy,drive=ID",
                        (plan, text) -> plan.machine().block(blocks.drive(text)))
                .with(
                        "blockdev",
                        "DRIVER,node-name=ID,...",
                        "adds an image for -device floppy,drive=ID",
                        (plan, text) -> plan.machine().block(blocks.blockdev(text)))
                .with(
                        "fda",
                        "FILE",
                        "an image in the first floppy drive",
                        (plan, file) -> plan.machine().block(blocks.floppy(0, file)))
                .with(
                        "fdb",
                        "FILE",
                        "an image in the second floppy drive",
                        (plan, file) -> plan.machine().block(blocks.floppy(1, file)));
    }

    /** What a command line for QEMU may say and what makes no difference here. */
    private CommandLine ignored(CommandLine line) {
        for (String none : List.of("no-user-config", "no-reboot", "no-shutdown", "nographic")) {
            line.with(none, "accepted, without effect", (plan, nothing) -> {});
        }
        for (String one : List.of("cpu", "smp", "rtc", "boot")) {
            line.with(one, "ANY", "accepted, without effect", (plan, any) -> {});
        }
        for (String device : List.of("display", "audio", "nic", "net", "serial", "parallel")) {
            line.with(device, "none", "there is none", (plan, text) -> none(device, text));
        }
        return line;
    }

    private static void none(String option, String text) {
        if (!text.equals("none") && !text.equals("null")) {
            throw new ConfigurationException(
                    "-%s %s: this machine has none; -%s none".formatted(option, text, option));
        }
    }

    private static void machine(Plan plan, String text) {
        QemuOpts opts = QemuOpts.parse("-machine", text, "type");
        String type = opts.take("type").orElse("pc");
        if (type.equals("none")) {
            plan.machine().withoutDefaults();
        } else if (!type.equals("pc") && !type.startsWith("pc-i440fx-")) {
            throw opts.wrong("there is no machine '%s'; there are: pc, none".formatted(type));
        }
        opts.take("accel").ifPresent(name -> accel(plan, name));
        opts.take("usb");
        opts.take("graphics");
        opts.take("vmport");
        opts.end();
    }

    private static void accel(Plan plan, String text) {
        String name = QemuOpts.parse("-accel", text, "accel").require("accel");
        if (!name.equals("qtest") && !name.equals("tcg")) {
            throw new ConfigurationException(
                    "-accel %s: invalid accelerator %s; qtest or tcg".formatted(text, name));
        }
    }

    private static void memory(Plan plan, String text) {
        QemuOpts opts = QemuOpts.parse("-m", text, "size");
        plan.machine().memory(Sizes.parse(opts, opts.require("size"), MIB));
        opts.end();
    }

    private static void name(Plan plan, String text) {
        QemuOpts opts = QemuOpts.parse("-name", text, "guest");
        plan.machine().name(opts.require("guest"));
        opts.take("process");
        opts.take("debug-threads");
        opts.end();
    }

    private static void uuid(Plan plan, String text) {
        try {
            plan.machine().uuid(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("-uuid: '%s' is no UUID".formatted(text), e);
        }
    }

    private static void vga(Plan plan, String type) {
        switch (type) {
            case "none" -> plan.machine().withoutDisplay();
            case "std" -> {} // the default
            default ->
                    throw new ConfigurationException(
                            "-vga %s: there is std (bochs-display), and none".formatted(type));
        }
    }

    private static void device(Plan plan, String text) {
        QemuOpts opts = QemuOpts.parse("-device", text, "driver");
        String driver = opts.require("driver");
        Optional<String> id = opts.take("id");
        plan.machine().device(new DeviceOption(driver, id, opts.rest()));
    }

    private static void global(Plan plan, String text) {
        int equals = text.indexOf('=');
        int dot = text.lastIndexOf('.', equals);
        if (equals < 0 || dot <= 0) {
            throw new ConfigurationException(
                    "-global: DRIVER.PROPERTY=VALUE, not '%s'".formatted(text));
        }
        plan.machine()
                .global(
                        text.substring(0, dot),
                        text.substring(dot + 1, equals),
                        text.substring(equals + 1));
    }
}
