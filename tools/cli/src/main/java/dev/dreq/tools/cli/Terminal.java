package dev.dreq.tools.cli;

import java.io.Console;

/** Whether there is somebody to look. */
final class Terminal {

    private Terminal() {}

    /**
     * Whether standard input and output are a terminal; then standard error is taken for one, too.
     */
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on a console may be none; isTerminal knows
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderThan22) {
            return true;
        }
    }
}
