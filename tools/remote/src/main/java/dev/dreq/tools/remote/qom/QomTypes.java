package dev.dreq.tools.remote.qom;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of objects, each with the type from which it derives. */
public final class QomTypes {

    /** From which everything derives. */
    public static final String OBJECT = "object";

    private final Map<String, QomType> types = new LinkedHashMap<>();

    /**
     * A type.
     *
     * @param parent empty for the root
     * @param isAbstract whether no object is of this very type
     */
    public record QomType(String name, String parent, boolean isAbstract) {}

    /** Makes the types with their root alone. */
    public QomTypes() {
        types.put(OBJECT, new QomType(OBJECT, "", true));
    }

    /** Adds types without objects of their own that derive from one that is there. */
    public QomTypes addAbstract(String parent, String... names) {
        for (String name : names) {
            add(new QomType(name, parent, true));
        }
        return this;
    }

    /** Adds types that derive from one that is there. */
    public QomTypes add(String parent, String... names) {
        for (String name : names) {
            add(new QomType(name, parent, false));
        }
        return this;
    }

    private void add(QomType type) {
        if (!types.containsKey(type.parent())) {
            throw new IllegalArgumentException(
                    "%s derives from %s, which is not there".formatted(type.name(), type.parent()));
        }
        types.put(type.name(), type);
    }

    /** The type of a name. */
    public Optional<QomType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The types that derive from {@code ancestor}, itself among them. */
    public List<QomType> derivedFrom(String ancestor) {
        return types.values().stream().filter(type -> isA(type.name(), ancestor)).toList();
    }

    /** Whether a type is {@code ancestor} or derives from it. */
    public boolean isA(String name, String ancestor) {
        for (QomType type = types.get(name); type != null; type = types.get(type.parent())) {
            if (type.name().equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
