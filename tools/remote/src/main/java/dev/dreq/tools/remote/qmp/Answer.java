package dev.dreq.tools.remote.qmp;

import java.util.LinkedHashMap;
import java.util.Optional;

/** An object that is written, its members in the order in which they were added. */
final class Answer extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1;

    /** Adds a member. */
    Answer with(String name, Object value) {
        put(name, value);
        return this;
    }

    /** Adds a member if there is something to tell. */
    Answer with(String name, Optional<?> value) {
        value.ifPresent(told -> put(name, told));
        return this;
    }
}
