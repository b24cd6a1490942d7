package dev.dreq.tools.remote.qom;

import java.util.List;
import java.util.stream.Stream;

/** Finds objects and their properties for a client, and says what is wrong when there are none. */
public final class QomInspector {

    private final QomTree tree;

    public QomInspector(QomTree tree) {
        this.tree = tree;
    }

    /** A property or a child of an object. */
    public record Entry(String name, String type) {}

    /**
     * The object at a path.
     *
     * @throws QemuError if there is none, or more than one
     */
    public QomObject object(String path) {
        List<QomObject> found = tree.matches(path);
        if (found.size() > 1 || path.isEmpty()) {
            throw QemuError.generic("Path '%s' is ambiguous".formatted(path));
        }
        return found.stream().findFirst().orElseThrow(() -> QemuError.deviceNotFound(path));
    }

    /** The properties of an object, then its children. */
    public List<Entry> list(String path) {
        QomObject object = object(path);
        return Stream.concat(
                        object.properties().stream()
                                .map(property -> new Entry(property.name(), property.type())),
                        object.children().stream()
                                .map(
                                        child ->
                                                new Entry(
                                                        child.name(),
                                                        "child<%s>".formatted(child.type()))))
                .toList();
    }

    /** The value of a property; of a child, its path. */
    public Object get(String path, String property) {
        QomObject object = object(path);
        return object.property(property)
                .map(found -> found.value().get())
                .or(() -> object.child(property).map(QomObject::path))
                .orElseThrow(() -> notFound(object, property));
    }

    /** Sets a property. */
    public void set(String path, String property, Object value) {
        QomObject object = object(path);
        QomProperty found = object.property(property).orElseThrow(() -> notFound(object, property));
        found.change()
                .orElseThrow(
                        () ->
                                QemuError.generic(
                                        "Property '%s.%s' is not writable"
                                                .formatted(object.type(), property)))
                .accept(value);
    }

    private static QemuError notFound(QomObject object, String property) {
        return QemuError.generic("Property '%s.%s' not found".formatted(object.type(), property));
    }
}
