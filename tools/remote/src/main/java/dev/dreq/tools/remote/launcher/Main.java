package dev.dreq.tools.remote.launcher;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.remote.qom.QemuError;
import java.io.IOException;
import java.util.List;

/** {@code qemu-system-x86_64}, with Dreq's machine. */
public final class Main {

    private static final String PROGRAM = "qemu-system-x86_64";
    private static final String VERSION = "QEMU emulator version 7.2.22 (Dreq's machine behind it)";

    private Main() {}

    /** Runs the machine until a client ends it, or SIGTERM: status 0. A mistake: status 1. */
    public static void main(String... line) throws InterruptedException {
        List<String> words = List.of(line);
        if (words.contains("-help") || words.contains("-h")) {
            System.out.printf("usage: %s [options]%n%n%s%n", PROGRAM, Emulator.help());
        } else if (words.contains("-version")) {
            System.out.println(VERSION);
        } else {
            System.exit(run(words));
        }
    }

    private static int run(List<String> words) throws InterruptedException {
        try {
            Emulator emulator = Emulator.of(words);
            End end = new End(emulator);
            Runtime.getRuntime().addShutdownHook(end);
            try {
                emulator.start();
            } catch (ConfigurationException | IOException cannot) {
                end.status = 1;
                throw cannot;
            }
            emulator.awaitEnd();
            return 0;
        } catch (ConfigurationException | QemuError | IOException mistake) {
            System.err.println(PROGRAM + ": " + mistake.getMessage());
            return 1;
        }
    }

    /** Closes all, and halts the JVM: one that a signal ends would have a status of its own. */
    private static final class End extends Thread {

        private final Emulator emulator;
        private volatile int status;

        End(Emulator emulator) {
            super("end");
            this.emulator = emulator;
        }

        @Override
        public void run() {
            emulator.close();
            Runtime.getRuntime().halt(status);
        }
    }
}
