package dev.dreq.tools.remote.launcher;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.remote.qom.QemuError;

import java.io.IOException;
import java.util.List;

/** {@code qemu-system-x86_64}, with Dreq's machine. */
public final class Main {

    private static final String PROGRAM = "qemu-system-x86_64";

    private Main() {}

    /** Runs the machine until a client ends it, or SIGTERM: status 0. A mistake: status 1. */
    public static void main(String... words) throws InterruptedException {
        if (List.of(words).contains("-help") || List.of(words).contains("-h")) {
            System.out.printf("usage: %s [options]%n%n%s%n", PROGRAM, Emulator.help());
            return;
        }
        try {
            Emulator emulator = Emulator.start(List.of(words));
            endWithStatusZero(emulator);
            emulator.awaitEnd();
            System.exit(0);
        } catch (ConfigurationException | QemuError | IOException mistake) {
            System.err.println(PROGRAM + ": " + mistake.getMessage());
            System.exit(1);
        }
    }

    /** A JVM that a signal ends has a status other than 0, unless it is halted before. */
    private static void endWithStatusZero(Emulator emulator) {
        Thread end =
                new Thread(
                        () -> {
                            emulator.close();
                            Runtime.getRuntime().halt(0);
                        });
        Runtime.getRuntime().addShutdownHook(end);
    }
}
