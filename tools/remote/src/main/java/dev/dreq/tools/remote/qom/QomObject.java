package dev.dreq.tools.remote.qom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object: its type, its children and properties by name, and what it stands for. */
public final class QomObject {

    private final String type;
    private final List<Object> abilities;
    private final Map<String, QomObject> children = new LinkedHashMap<>();
    private final Map<String, QomProperty> properties = new LinkedHashMap<>();
    private @Nullable QomObject parent;
    private String name = "";

    /**
     * Makes an object that is nowhere yet.
     *
     * @param abilities what it stands for, such as a device's drive
     */
    public QomObject(String type, Object... abilities) {
        this.type = type;
        this.abilities = List.of(abilities);
        add(QomProperty.reading("type", "string", () -> type));
    }

    /** Its type's name. */
    public String type() {
        return type;
    }

    /** Its name within its parent; empty for the root. */
    public String name() {
        return name;
    }

    /** Its absolute path. */
    public String path() {
        QomObject above = parent;
        if (above == null) {
            return name.isEmpty() ? "/" : name;
        }
        String prefix = above.path();
        return prefix.endsWith("/") ? prefix + name : prefix + "/" + name;
    }

    /** Its children in the order in which they came. */
    public List<QomObject> children() {
        return List.copyOf(children.values());
    }

    /** The child of a name. */
    public Optional<QomObject> child(String wanted) {
        return Optional.ofNullable(children.get(wanted));
    }

    /** Its own properties, without its children. */
    public List<QomProperty> properties() {
        return List.copyOf(properties.values());
    }

    /** The property of a name. */
    public Optional<QomProperty> property(String wanted) {
        return Optional.ofNullable(properties.get(wanted));
    }

    /** What the object stands for, if it is of this kind. */
    public <T> Optional<T> ability(Class<T> kind) {
        return abilities.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Adds a property, in the place of one of the same name. */
    public QomObject add(QomProperty property) {
        properties.put(property.name(), property);
        return this;
    }

    /**
     * Puts an object under this one.
     *
     * @return the child
     */
    public QomObject add(String itsName, QomObject child) {
        child.parent = this;
        child.name = itsName;
        children.put(itsName, child);
        return child;
    }

    /** Puts an object under this one, with the first number that is free: {@code device[3]}. */
    public QomObject addNumbered(String prefix, QomObject child) {
        int number = 0;
        while (children.containsKey("%s[%d]".formatted(prefix, number))) {
            number++;
        }
        return add("%s[%d]".formatted(prefix, number), child);
    }

    /** Takes the object, and all below it, out of the tree. */
    public void leave() {
        QomObject above = parent;
        if (above != null) {
            above.children.remove(name);
            parent = null;
        }
    }

    /** This object and all below it, each before what is below it. */
    public List<QomObject> all() {
        List<QomObject> found = new ArrayList<>();
        collect(found);
        return Collections.unmodifiableList(found);
    }

    private void collect(List<QomObject> found) {
        found.add(this);
        children.values().forEach(child -> child.collect(found));
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(path(), type);
    }
}
