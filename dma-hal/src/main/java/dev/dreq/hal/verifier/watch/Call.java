package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.ke.Irql;

/** A call of a driver, as it was made; put in words only when asked. */
final class Call {
    private final String routine;
    private final String driver;
    private final int irql;
    private final Object[] arguments;

    /**
     * @param routine its DDK name
     * @param driver who called
     * @param irql at which level
     * @param arguments names and values in turn
     */
    Call(String routine, String driver, int irql, Object... arguments) {
        this.routine = routine;
        this.driver = driver;
        this.irql = irql;
        this.arguments = arguments;
    }

    String routine() {
        return routine;
    }

    int irql() {
        return irql;
    }

    /** Numbers in hexadecimal, as addresses and lengths are read. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(routine).append('(');
        for (int i = 0; i < arguments.length; i += 2) {
            words.append(i == 0 ? "" : ", ").append(arguments[i]).append(' ');
            words.append(value(arguments[i + 1]));
        }
        return words.append(") by %s at %s".formatted(driver, Irql.name(irql))).toString();
    }

    private static String value(Object value) {
        if (value instanceof Long number) {
            return "0x" + Long.toHexString(number);
        }
        return value instanceof Integer number
                ? "0x" + Integer.toHexString(number)
                : String.valueOf(value);
    }
}
