package dev.dreq.tools.cli.line;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands and their options. Values are read as text; what they mean is for others. */
public final class Syntax {
    public static final String RUN = "run";
    public static final String DEVICES = "devices";
    public static final String RULES = "rules";
    public static final String TRACE = "trace";
    public static final String NEW = "new";

    public static final String DEBUG = "--debug";
    public static final String MACHINE = "--machine";
    public static final String MEMORY = "-m";
    public static final String COHERENT = "--coherent";
    public static final String DEVICE = "--device";
    public static final String FLOPPY = "--floppy";
    public static final String COPY_TO = "--copy-to";
    public static final String COPY_FROM = "--copy-from";
    public static final String DRIVER = "--driver";
    public static final String BUFFER_ABOVE = "--buffer-above";
    public static final String SHOW = "--show";
    public static final String SCREENDUMP = "--screendump";
    public static final String RECORD = "--record";
    public static final String KIND = "--kind";
    public static final String FROM = "--from";
    public static final String TO = "--to";
    public static final String VIRTUAL = "--virtual";
    public static final String PERFETTO = "--perfetto";
    public static final String BUS = "--bus";
    public static final String PACKAGE = "--package";
    public static final String DIR = "--dir";

    static final String HELP = "--help";
    static final String VERSION = "--version";
    static final String NO_DEFAULTS = "--nodefaults";
    static final String PLUGIN_PATH = "--plugin-path";
    static final String MAP_REGISTERS = "--map-registers";
    static final String DMA_ALIGNMENT = "--dma-alignment";
    static final String VIA = "--via";
    static final String SEED = "--seed";
    static final String VERIFY = "--verify";
    static final String JSON = "--json";

    private Syntax() {}

    /** A picocli that knows them. */
    public static CommandLine commandLine() {
        CommandSpec dreq =
                command("dreq", "Emulates a machine for the DMA path of device drivers.")
                        .addOption(
                                OptionSpec.builder("-V", VERSION)
                                        .versionHelp(true)
                                        .description("print the version")
                                        .build());
        dreq.addSubcommand(RUN, run());
        dreq.addSubcommand(DEVICES, devices());
        dreq.addSubcommand(RULES, rules());
        dreq.addSubcommand(TRACE, trace());
        dreq.addSubcommand(NEW, newProject());
        // A file may be named @image, 'image' or ${image}.
        return new CommandLine(dreq)
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setInterpolateVariables(false);
    }

    private static CommandSpec command(String name, String description) {
        CommandSpec command = CommandSpec.create().name(name);
        command.usageMessage().description(description).abbreviateSynopsis(true).sortOptions(false);
        return command.addOption(
                        OptionSpec.builder("-h", HELP)
                                .usageHelp(true)
                                .description("print this help")
                                .build())
                .addOption(flag(DEBUG, "show the stack trace of an error"));
    }

    private static CommandSpec run() {
        return command(
                        RUN,
                        "Builds a machine, loads drivers and moves a floppy's content or a picture"
                                + " through them. With nothing to do a picture goes from a floppy to"
                                + " the screen and back, and into dreq-screen.png.")
                .addOption(
                        value(
                                MACHINE,
                                "qemu|qtest:ADDRESS",
                                "run the drivers on a real QEMU instead: one that is started, or one that"
                                        + " listens at unix:PATH or tcp:HOST:PORT"))
                .addOption(value(MEMORY, "SIZE", "RAM, such as 64M or 8G (1M..1T, default 64M)"))
                .addOption(
                        list(
                                DEVICE,
                                "TYPE[,PROP=VALUE]...",
                                "add a device; replaces the default of its type (defaults: i8237, fdc)"))
                .addOption(flag(NO_DEFAULTS, "start without the default devices"))
                .addOption(pluginPath())
                .addOption(
                        value(
                                FLOPPY,
                                "FILE[,readonly=on]",
                                "the image in the drive; alone: read all of it and compare"))
                .addOption(value(COPY_TO, "FILE", "read the whole floppy into FILE"))
                .addOption(value(COPY_FROM, "FILE", "write FILE to the floppy, before a --copy-to"))
                .addOption(
                        value(
                                SHOW,
                                "PICTURE",
                                "show a PNG, JPEG, BMP or GIF by DMA, read it back and compare"))
                .addOption(
                        value(
                                VIA,
                                "ROAD",
                                "how: miniport|busmaster|busmaster-sg|sg-list|ring (default miniport)"))
                .addOption(
                        value(
                                SCREENDUMP,
                                "FILE.png|.ppm",
                                "write what the display adapter scans out"))
                .addOption(
                        value(
                                DRIVER,
                                "NAME[,OPTION=VALUE]...",
                                "the driver and its options (default: floppy,start=startio)"))
                .addOption(
                        value(
                                MAP_REGISTERS,
                                "N",
                                "the most map registers that an adapter is granted (1 or more)"))
                .addOption(
                        value(
                                DMA_ALIGNMENT,
                                "N",
                                "what GetDmaAlignment answers at least, a power of two (1..512, default 1)"))
                .addOption(
                        value(
                                BUFFER_ABOVE,
                                "SIZE",
                                "place the buffers above this physical address, such as 16M"))
                .addOption(
                        value(
                                COHERENT,
                                "on|off",
                                "off: a cache that DMA does not see, so that a missing flush shows stale data"
                                        + " (default on)"))
                .addOption(value(SEED, "N", "decides how pages are scattered (default 0)"))
                .addOption(
                        OptionSpec.builder(VERIFY)
                                .type(String.class)
                                .arity("0..1")
                                .fallbackValue(VerifyOption.BARE)
                                .paramLabel("stop|report|off[,guards]")
                                .description(
                                        "check every call of DMA routines; stop at a broken rule (if"
                                                + " nothing is said), or report all at the end; guards:"
                                                + " find what is written beside buffers (default off)")
                                .build())
                .addOption(
                        value(
                                RECORD,
                                "FILE.jfr",
                                "record what happens, for dreq trace or JDK Mission Control"))
                .addOption(flag(JSON, "print the report as one JSON object"));
    }

    private static CommandSpec devices() {
        return command(
                        DEVICES,
                        "Lists the device types, or shows one: its settings, claims and registers.")
                .addOption(pluginPath())
                .addPositional(oneOf("TYPE", "the device type to show"));
    }

    private static CommandSpec rules() {
        return command(
                        RULES,
                        "Lists the rules of the DMA contract, or explains one with an example.")
                .addPositional(oneOf("CODE", "the rule's code or name, such as 0x0D or EXT-06"));
    }

    private static CommandSpec newProject() {
        return command(
                        NEW,
                        "Writes a small Maven project to begin with: a device and its tests, or a"
                                + " driver and its test.")
                .addOption(value(BUS, "isa|pci", "of a device: its bus (default pci)"))
                .addOption(value(PACKAGE, "PACKAGE", "the Java package (default com.example.NAME)"))
                .addOption(value(DIR, "DIR", "the folder, new or empty (default NAME)"))
                .addPositional(at(0, "device|driver-test", "what to write"))
                .addPositional(at(1, "NAME", "its name, such as sound-card; a device type's too"));
    }

    private static PositionalParamSpec oneOf(String label, String description) {
        return at(0, label, description);
    }

    private static PositionalParamSpec at(int index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity("0..1")
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static CommandSpec trace() {
        return command(
                        TRACE,
                        "Shows what a recording of dreq run --record holds: a line for each event,"
                                + " or a timeline.")
                .addOption(list(DEVICE, "NAME", "only this device; may be repeated"))
                .addOption(list(DRIVER, "NAME", "only this driver; may be repeated"))
                .addOption(list(KIND, "KIND", "only this kind of event; may be repeated"))
                .addOption(value(FROM, "TIME", "from this virtual time on, such as 1.5ms"))
                .addOption(value(TO, "TIME", "up to this virtual time"))
                .addOption(flag(VIRTUAL, "leave out wall time and threads, which no run repeats"))
                .addOption(
                        value(
                                PERFETTO,
                                "FILE.json",
                                "write a timeline for Perfetto or chrome://tracing"))
                .addPositional(oneOf("FILE.jfr", "the recording"));
    }

    private static OptionSpec pluginPath() {
        return list(PLUGIN_PATH, "DIR", "look for plugins in the jars of DIR; may be repeated");
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).description(description).build();
    }

    private static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec list(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }
}
