package dev.dreq.tools.testkit.faulty;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Something of the machine that does one thing wrong. */
final class StandIn {

    private StandIn() {}

    /** What is done in the place of a method. */
    interface Wrong {
        Object done(Object... arguments) throws Throwable;
    }

    /** The same as {@code real} but for a method. */
    static <T> T of(Class<T> type, T real, String method, Wrong wrong) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, called, arguments) -> {
                            Object[] given = arguments == null ? new Object[0] : arguments;
                            if (called.getName().equals(method)) {
                                return wrong.done(given);
                            }
                            try {
                                return called.invoke(real, given);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}
