package dev.dreq.tools.remote.launcher;

import dev.dreq.tools.remote.chardev.Chardev;
import dev.dreq.tools.remote.chardev.ClientLoop;
import dev.dreq.tools.remote.chardev.Server;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.qmp.QmpServer;

import java.io.IOException;
import java.time.InstantSource;

/** QMP on a character device. */
final class QmpConnection implements Server {

    private final QmpServer qmp;
    private final ClientLoop loop;

    QmpConnection(Pc pc, Chardev chardev) {
        qmp = new QmpServer(pc, InstantSource.system());
        loop = new ClientLoop("qmp", chardev, qmp);
    }

    @Override
    public void start() throws IOException {
        loop.start();
    }

    /** Lets the answer to the command that ends the machine go out before. */
    @Override
    public void close() throws IOException {
        qmp.close();
        loop.close();
    }
}
