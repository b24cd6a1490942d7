package dev.dreq.tools.testkit.conformance;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a device holds: its objects, and elements of arrays, collections and texts. It does
 * not look into the slot, nor into objects of the JDK that are no collections.
 */
final class HeldObjects {

    private static final String FAKES = "dev.dreq.tools.testkit.bus.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> left = new ArrayDeque<>();
    private long count;

    private HeldObjects() {}

    static long count(Object device) {
        HeldObjects held = new HeldObjects();
        held.add(device);
        while (!held.left.isEmpty()) {
            held.lookInto(held.left.remove());
        }
        return held.count;
    }

    private void add(@Nullable Object object) {
        if (object != null && !object.getClass().getName().startsWith(FAKES) && seen.add(object)) {
            count++;
            left.add(object);
        }
    }

    private void lookInto(Object object) {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            count += Array.getLength(object);
            if (object instanceof Object[] elements) {
                for (Object element : elements) {
                    add(element);
                }
            }
        } else if (object instanceof CharSequence text) {
            count += text.length();
        } else if (object instanceof Collection<?> elements) {
            elements.forEach(this::addElement);
        } else if (object instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        addElement(key);
                        addElement(value);
                    });
        } else if (!type.getName().startsWith("java.") && !type.getName().startsWith("jdk.")) {
            addFields(object, type);
        }
    }

    /** Equal numbers may be one object, and are many elements all the same. */
    private void addElement(@Nullable Object element) {
        count++;
        add(element);
    }

    private void addFields(Object object, Class<?> type) {
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    addField(object, field);
                }
            }
        }
    }

    private void addField(Object object, Field field) {
        try {
            field.setAccessible(true);
            add(field.get(object));
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            count++; // a module that is closed to us: its objects count as one
        }
    }
}
