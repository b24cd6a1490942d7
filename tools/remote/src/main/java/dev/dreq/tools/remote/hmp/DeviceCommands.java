package dev.dreq.tools.remote.hmp;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.remote.hmp.HmpParameter.Kind;
import dev.dreq.tools.remote.json.JsonWriter;
import dev.dreq.tools.remote.opts.QemuOpts;
import dev.dreq.tools.remote.pc.DeviceOption;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.Screens;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomInspector;
import dev.dreq.tools.remote.qom.QomObject;
import dev.dreq.tools.remote.screen.PictureFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commands for devices and objects. */
final class DeviceCommands {

    private static final String DEVICE = "device";
    private static final String ID = "id";
    private static final String DRIVER = "driver";
    private static final String PATH = "path";
    private static final String PROPERTY = "property";
    private static final String VALUE = "value";
    private static final String FILE = "filename";
    private static final String FORMAT = "f";
    private static final String HEAD = "head";

    private final Pc pc;
    private final Screens screens;

    DeviceCommands(Pc pc) {
        this.pc = pc;
        this.screens = new Screens(pc);
    }

    List<HmpCommand> list() {
        HmpParameter path = HmpParameter.of(PATH, Kind.STRING);
        HmpParameter property = HmpParameter.of(PROPERTY, Kind.STRING);
        return List.of(
                HmpCommand.silent(
                        "device_add",
                        "driver[,prop=value][,...]",
                        "add device, like -device on the command line",
                        this::add,
                        HmpParameter.of(DEVICE, Kind.REST)),
                HmpCommand.silent(
                        "device_del",
                        "device",
                        "remove device",
                        arguments -> pc.unplug(arguments.text(ID)),
                        HmpParameter.of(ID, Kind.STRING)),
                HmpCommand.silent(
                        "screendump",
                        "filename [-f format] [device [head]]",
                        "save screen from head 'head' of display device 'device' in 'format' (png or ppm) as 'filename'",
                        this::screendump,
                        HmpParameter.of(FILE, Kind.FILE),
                        HmpParameter.of(FORMAT, Kind.FLAG_WITH_STRING),
                        HmpParameter.of(DEVICE, Kind.STRING).optional(),
                        HmpParameter.of(HEAD, Kind.WORD).optional()),
                HmpCommand.showing(
                        "qom-list", "path", "list QOM properties", this::list, path.optional()),
                HmpCommand.showing(
                        "qom-get",
                        "path property",
                        "print QOM property",
                        arguments ->
                                JsonWriter.write(
                                                objects()
                                                        .get(
                                                                arguments.text(PATH),
                                                                arguments.text(PROPERTY)))
                                        + "\n",
                        path,
                        property),
                HmpCommand.silent(
                        "qom-set",
                        "path property value",
                        "set QOM property",
                        arguments ->
                                objects()
                                        .set(
                                                arguments.text(PATH),
                                                arguments.text(PROPERTY),
                                                value(arguments.text(VALUE))),
                        path,
                        property,
                        HmpParameter.of(VALUE, Kind.STRING)));
    }

    private QomInspector objects() {
        return new QomInspector(pc.objects());
    }

    private void add(HmpArguments arguments) {
        String text = arguments.text(DEVICE);
        if (text.isEmpty()) {
            throw QemuError.generic("Parameter '%s' is missing".formatted(DRIVER));
        }
        try {
            QemuOpts opts = QemuOpts.parse("device_add", text, DRIVER);
            String driver = opts.require(DRIVER);
            pc.plug(new DeviceOption(driver, opts.take(ID), opts.rest()));
        } catch (ConfigurationException wrong) {
            throw QemuError.because(wrong);
        }
    }

    private void screendump(HmpArguments arguments) {
        Optional<String> wanted = arguments.optionalText(FORMAT);
        PictureFormat format =
                Arrays.stream(PictureFormat.values())
                        .filter(f -> f.spelling().equals(wanted.orElse("ppm")))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        QemuError.generic(
                                                "invalid parameter value: %s"
                                                        .formatted(wanted.orElse(""))));
        screens.dump(
                arguments.optionalText(DEVICE),
                arguments.optionalNumber(HEAD).orElse(0L),
                arguments.text(FILE),
                format);
    }

    private String list(HmpArguments arguments) {
        Optional<String> path = arguments.optionalText(PATH);
        if (path.isEmpty()) {
            return "/\n";
        }
        return objects().list(path.get()).stream()
                .map(entry -> "%s (%s)\n".formatted(entry.name(), entry.type()))
                .collect(Collectors.joining());
    }

    /** A number where it is one, as {@code 0x} or decimal; else text. */
    private static Object value(String text) {
        return switch (text) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> {
                try {
                    yield Long.decode(text);
                } catch (NumberFormatException word) {
                    yield text;
                }
            }
        };
    }

    /** An object and all below it, indented. */
    static void tree(QomObject object, String indent, StringBuilder shown) {
        shown.append("%s/%s (%s)\n".formatted(indent, object.name(), object.type()));
        object.children().forEach(child -> tree(child, indent + "  ", shown));
    }
}
