package dev.dreq.tools.remote.launcher;

import dev.dreq.tools.remote.chardev.Server;
import dev.dreq.tools.remote.pc.Pc;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A machine with those who serve it, as a command line asked for them. */
public final class Emulator implements AutoCloseable {

    private final ScratchImages scratch = new ScratchImages();
    private final Deque<Server> servers = new ArrayDeque<>();
    private @Nullable Pc pc;

    private Emulator() {}

    /**
     * Makes the machine and begins to serve it.
     *
     * @param words the command line, without the program's name
     * @throws dev.dreq.machine.ConfigurationException if it has a mistake
     * @throws dev.dreq.tools.remote.qom.QemuError if the machine cannot be made
     * @throws IOException if a connection or a log cannot be opened; nothing is left behind
     */
    public static Emulator start(List<String> words) throws IOException {
        Emulator emulator = new Emulator();
        boolean started = false;
        try {
            emulator.start(QemuOptions.all(emulator.scratch).read(words));
            started = true;
            return emulator;
        } finally {
            if (!started) {
                emulator.close();
            }
        }
    }

    private void start(Plan plan) throws IOException {
        Pc made = Pc.of(plan.machine());
        pc = made;
        for (Plan.Front front : plan.fronts()) {
            Server server = front.of(made);
            servers.push(server);
            server.start();
        }
    }

    /** The options that a command line may have, a line for each. */
    static String help() {
        return QemuOptions.all(new ScratchImages()).help();
    }

    /** Waits until a client ends the machine. */
    public void awaitEnd() throws InterruptedException {
        Pc running = pc;
        if (running != null) {
            running.awaitEnd();
        }
    }

    /** Cuts all clients off, the last server's first, and closes the machine. */
    @Override
    public synchronized void close() {
        while (!servers.isEmpty()) {
            try {
                servers.pop().close();
            } catch (IOException gone) {
                // What cannot be closed is closed.
            }
        }
        Pc closing = pc;
        pc = null;
        if (closing != null) {
            closing.close();
        }
        scratch.close();
    }
}
