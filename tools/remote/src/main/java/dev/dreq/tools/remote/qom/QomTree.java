package dev.dreq.tools.remote.qom;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The objects of a machine by their paths. */
public final class QomTree {

    private static final Pattern SLASH = Pattern.compile("/");

    private final QomObject root = new QomObject("container");

    /** The object at {@code /}. */
    public QomObject root() {
        return root;
    }

    /**
     * The object at a path: absolute, or a tail that only one object's path has, such as {@code
     * ioapic}. Empty if there is none, or more than one.
     */
    public Optional<QomObject> find(String path) {
        List<QomObject> found = matches(path);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** All objects that a path may mean. */
    public List<QomObject> matches(String path) {
        List<String> parts = SLASH.splitAsStream(path).filter(part -> !part.isEmpty()).toList();
        if (path.startsWith("/")) {
            return below(root, parts).stream().toList();
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        return root.all().stream().flatMap(start -> below(start, parts).stream()).toList();
    }

    private static Optional<QomObject> below(QomObject start, List<String> parts) {
        Optional<QomObject> at = Optional.of(start);
        for (String part : parts) {
            at = at.flatMap(object -> object.child(part));
        }
        return at;
    }
}
