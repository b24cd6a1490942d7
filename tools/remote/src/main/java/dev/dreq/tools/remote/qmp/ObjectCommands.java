package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.qom.ErrorClass;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomInspector;
import dev.dreq.tools.remote.qom.QomTypes;
import java.util.List;

/** Commands that look into the object tree and at the types of objects. */
final class ObjectCommands {

    private static final String PATH = "path";
    private static final String PROPERTY = "property";
    private static final String VALUE = "value";
    private static final String TYPE_NAME = "typename";

    private final Pc pc;

    ObjectCommands(Pc pc) {
        this.pc = pc;
    }

    List<QmpCommand> list() {
        return List.of(
                QmpCommand.query("qom-list", this::list, Parameter.string(PATH)),
                QmpCommand.query(
                        "qom-get",
                        arguments -> objects().get(arguments.text(PATH), arguments.text(PROPERTY)),
                        Parameter.string(PATH),
                        Parameter.string(PROPERTY)),
                QmpCommand.effect(
                        "qom-set",
                        arguments ->
                                objects()
                                        .set(
                                                arguments.text(PATH),
                                                arguments.text(PROPERTY),
                                                arguments.value(VALUE)),
                        Parameter.string(PATH),
                        Parameter.string(PROPERTY),
                        Parameter.any(VALUE)),
                QmpCommand.query(
                        "qom-list-types",
                        this::types,
                        Parameter.string("implements").optional(),
                        Parameter.bool("abstract").optional()),
                QmpCommand.query(
                        "qom-list-properties",
                        arguments -> typeProperties(arguments.text(TYPE_NAME)),
                        Parameter.string(TYPE_NAME)),
                QmpCommand.query(
                        "device-list-properties",
                        arguments -> deviceProperties(arguments.text(TYPE_NAME)),
                        Parameter.string(TYPE_NAME)));
    }

    private QomInspector objects() {
        return new QomInspector(pc.objects());
    }

    private List<Answer> list(Arguments arguments) {
        return objects().list(arguments.text(PATH)).stream()
                .map(entry -> new Answer().with("name", entry.name()).with("type", entry.type()))
                .toList();
    }

    private List<Answer> types(Arguments arguments) {
        boolean abstractToo = arguments.flag("abstract", false);
        return pc
                .types()
                .derivedFrom(arguments.optionalText("implements").orElse(QomTypes.OBJECT))
                .stream()
                .filter(type -> abstractToo || !type.isAbstract())
                .map(type -> new Answer().with("name", type.name()).with("parent", type.parent()))
                .toList();
    }

    private List<Answer> typeProperties(String type) {
        if (pc.types().find(type).isEmpty()) {
            throw QemuError.of(ErrorClass.DEVICE_NOT_FOUND, "Class '%s' not found".formatted(type));
        }
        return properties(type);
    }

    private List<Answer> deviceProperties(String type) {
        QomTypes.QomType known =
                pc.types().find(type).orElseThrow(() -> QemuError.deviceNotFound(type));
        if (known.isAbstract() || !pc.types().isA(type, "device")) {
            throw QemuError.generic(
                    "Parameter '%s' expects a non-abstract device type".formatted(TYPE_NAME));
        }
        return properties(type);
    }

    private List<Answer> properties(String type) {
        return pc.propertiesOf(type).stream()
                .map(
                        property ->
                                new Answer()
                                        .with("default-value", property.defaultValue())
                                        .with("name", property.name())
                                        .with("description", property.description())
                                        .with("type", property.type()))
                .toList();
    }
}
