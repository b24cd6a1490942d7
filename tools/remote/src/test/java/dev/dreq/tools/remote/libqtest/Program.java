package dev.dreq.tools.remote.libqtest;

import dev.dreq.tools.remote.launcher.Emulator;
import dev.dreq.tools.remote.launcher.Main;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A qemu-system-x86_64 that was started. */
public interface Program {

    /** Ends it, as SIGTERM does; gives its exit status. */
    int end() throws IOException, InterruptedException;

    /** A way to start one. */
    @FunctionalInterface
    interface Start {
        /** Starts it with the words of a command line. */
        Program with(List<String> words) throws IOException;
    }

    /** Starts one within this process. */
    static Program inProcess(List<String> words) throws IOException {
        Emulator emulator = Emulator.of(words).start();
        return () -> {
            emulator.close();
            return 0;
        };
    }

    /** Starts one as a process. */
    static Program asProcess(List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin/java");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(words);
        Process process = new ProcessBuilder(command).inheritIO().start();
        return () -> {
            process.destroy();
            return process.waitFor();
        };
    }
}
