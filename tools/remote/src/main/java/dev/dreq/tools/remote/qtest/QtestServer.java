package dev.dreq.tools.remote.qtest;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.remote.chardev.Chardev;
import dev.dreq.tools.remote.chardev.ClientLoop;
import dev.dreq.tools.remote.chardev.Server;
import dev.dreq.tools.remote.pc.Pc;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets clients of QEMU's qtest protocol drive a machine, one client at a time: a line in, a line
 * out, and lines about intercepted interrupts. What clients do takes no virtual time, unless they
 * ask for it to pass.
 */
public final class QtestServer implements Server {

    private final Pc pc;
    private final QtestLog log;
    private final ClientLoop loop;
    private final CommandTable commands = new CommandTable();
    private final IrqReporter reporter = new IrqReporter();
    private final ExecutorService courier =
            Executors.newSingleThreadExecutor(QtestServer::courierThread);

    /** Makes a server that has not begun to serve. */
    public QtestServer(Pc pc, Chardev chardev, QtestLog log) {
        this.pc = pc;
        this.log = log;
        this.loop = new ClientLoop("qtest", chardev, this::serve);
        pc.locked(this::addCommands);
    }

    private static Thread courierThread(Runnable work) {
        Thread thread = new Thread(work, "qtest courier");
        thread.setDaemon(true);
        return thread;
    }

    private void addCommands() {
        CpuBus bus = pc.bus();
        Machine machine = pc.machine();
        PortCommands.addTo(commands, bus);
        MemoryCommands.addTo(commands, bus);
        RangeCommands.addTo(commands, bus);
        InterruptCommands.addTo(commands, pc, reporter);
        ClockCommands.addTo(commands, machine);
        commands.add("endianness", (request, answer) -> answer.line("OK little"));
        commands.add("module_load", QtestServer::loadModule);
    }

    /**
     * What could be loaded is there already: devices are plugins, found when the program starts.
     */
    private static void loadModule(Request request, Lines answer) throws BadRequest {
        String module = request.word("the prefix") + request.word("the name");
        throw new BadRequest("there is no module '%s'".formatted(Request.printable(module)));
    }

    @Override
    public void start() throws IOException {
        loop.start();
    }

    private void serve(ByteChannel client) throws IOException {
        Outbox outbox = new Outbox(pc, client, log, courier);
        pc.locked(
                () -> {
                    log.opened();
                    reporter.opened(outbox);
                });
        try {
            new Session(pc, client, outbox, commands, log).run();
        } finally {
            pc.locked(
                    () -> {
                        reporter.closed();
                        log.closed();
                    });
        }
    }

    @Override
    public void close() throws IOException {
        loop.close();
        pc.locked(reporter::closed);
        courier.shutdown();
    }
}
