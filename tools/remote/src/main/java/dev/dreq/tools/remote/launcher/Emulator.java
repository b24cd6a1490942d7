package dev.dreq.tools.remote.launcher;

import dev.dreq.tools.remote.chardev.Server;
import dev.dreq.tools.remote.pc.Pc;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A machine with those who serve it, as a command line asks for them. */
public final class Emulator implements AutoCloseable {

    private final ScratchImages scratch;
    private final Plan plan;
    private final Pc pc;
    private final Deque<Server> servers = new ArrayDeque<>();

    private Emulator(ScratchImages scratch, Plan plan) {
        this.scratch = scratch;
        this.plan = plan;
        this.pc = Pc.of(plan.machine());
    }

    /**
     * Makes the machine.
     *
     * @param words the command line, without the program's name
     * @throws dev.dreq.machine.ConfigurationException if it has a mistake
     * @throws dev.dreq.tools.remote.qom.QemuError if the machine cannot be made; nothing is left
     *     behind
     */
    public static Emulator of(List<String> words) {
        ScratchImages scratch = new ScratchImages();
        boolean made = false;
        try {
            Emulator emulator = new Emulator(scratch, QemuOptions.all(scratch).read(words));
            made = true;
            return emulator;
        } finally {
            if (!made) {
                scratch.close();
            }
        }
    }

    /** The options that a command line may have, a line for each. */
    static String help() {
        return QemuOptions.all(new ScratchImages()).help();
    }

    /**
     * Begins to serve it; all that was asked for, in the order in which it was.
     *
     * @return this
     * @throws IOException if a connection or a log cannot be opened
     */
    public Emulator start() throws IOException {
        for (Plan.Front front : plan.fronts()) {
            Server server = front.of(pc);
            synchronized (servers) {
                servers.push(server);
            }
            server.start();
        }
        return this;
    }

    /** Waits until a client ends the machine. */
    public void awaitEnd() throws InterruptedException {
        pc.awaitEnd();
    }

    /** Cuts all clients off, the last server's first, and closes the machine. */
    @Override
    public void close() {
        synchronized (servers) {
            while (!servers.isEmpty()) {
                try {
                    servers.pop().close();
                } catch (IOException gone) {
                    // What cannot be closed is closed.
                }
            }
        }
        pc.close();
        scratch.close();
    }
}
