package dev.dreq.tools.remote.chardev;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.remote.opts.QemuOpts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Reads what a command line says about character devices. */
public final class Chardevs {

    private static final String LOCAL = "localhost";

    private Chardevs() {}

    /**
     * The short form: {@code unix:PATH} or {@code unix:path=PATH}, {@code tcp:HOST:PORT}, both with
     * {@code ,server=on} and {@code ,wait=off}; {@code stdio}; {@code null}.
     *
     * @param option what messages call it, such as {@code -qtest}
     * @throws ConfigurationException if it is none of these
     */
    public static Chardev named(String option, String text) {
        if (text.startsWith("unix:")) {
            QemuOpts opts = QemuOpts.parse(option, text.substring(5), "path");
            return socket(opts, unix(opts, opts.require("path")));
        }
        if (text.startsWith("tcp:")) {
            QemuOpts opts = QemuOpts.parse(option, text.substring(4), "address");
            String address = opts.require("address");
            int colon = address.lastIndexOf(':');
            if (colon < 0) {
                throw opts.wrong("a tcp device is tcp:HOST:PORT, not 'tcp:%s'".formatted(address));
            }
            String host = address.substring(0, colon);
            return socket(opts, tcp(opts, host, address.substring(colon + 1)));
        }
        QemuOpts opts = QemuOpts.parse(option, text, "device");
        return withoutAddress(opts, opts.require("device"));
    }

    /**
     * The long form, of {@code -chardev}: {@code socket,path=PATH} or {@code
     * socket,host=HOST,port=PORT}, both with {@code server=on} and {@code wait=off}; {@code stdio};
     * {@code null}. The {@code id} is the caller's to take before.
     *
     * @param opts whose backend was given as {@code backend}
     * @throws ConfigurationException if it is none of these
     */
    public static Chardev described(QemuOpts opts) {
        String backend = opts.require("backend");
        if (!backend.equals("socket")) {
            return withoutAddress(opts, backend);
        }
        return socket(
                opts,
                opts.take("path")
                        .map(path -> unix(opts, path))
                        .orElseGet(
                                () ->
                                        tcp(
                                                opts,
                                                opts.take("host").orElse(LOCAL),
                                                opts.require("port"))));
    }

    private static Chardev withoutAddress(QemuOpts opts, String device) {
        Chardev made =
                switch (device) {
                    case "stdio" -> Stdio.ofProcess();
                    case "null" -> new Nobody();
                    default ->
                            throw opts.wrong(
                                    "'%s' is not a character device; there are: socket (unix:PATH, tcp:HOST:PORT), stdio, null"
                                            .formatted(device));
                };
        opts.take("signal"); // of a terminal; nothing here catches its signals
        opts.take("mux");
        opts.end();
        return made;
    }

    private static Chardev socket(QemuOpts opts, SocketAddress address) {
        boolean server = opts.takeFlag("server", false);
        boolean wait = opts.takeFlag("wait", true);
        opts.take("delay"); // nodelay: never delayed
        opts.end();
        return server ? new Listener(address, wait) : new Connector(address);
    }

    private static SocketAddress unix(QemuOpts opts, String path) {
        if (path.isEmpty()) {
            throw opts.wrong("the path of a unix socket is missing");
        }
        return UnixDomainSocketAddress.of(path);
    }

    private static InetSocketAddress tcp(QemuOpts opts, String host, String port) {
        String name = host.isEmpty() ? LOCAL : host;
        try {
            InetAddress address = InetAddress.getByName(name);
            if (!address.isLoopbackAddress()) {
                throw opts.wrong(
                        "%s is another machine or open to others; only this one's loopback is served, such as 127.0.0.1"
                                .formatted(name));
            }
            return new InetSocketAddress(address, port(opts, port));
        } catch (UnknownHostException unknown) {
            throw opts.wrong("there is no host named '%s'".formatted(name));
        }
    }

    private static int port(QemuOpts opts, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 0xffff) {
            throw opts.wrong("a port is a number from 0 to 65535, not '%s'".formatted(text));
        }
        return Integer.parseInt(text);
    }

    /** An address as QEMU shows it. */
    static String show(SocketAddress address) {
        if (address instanceof InetSocketAddress tcp) {
            return String.format(
                    Locale.ROOT, "tcp:%s:%d", tcp.getAddress().getHostAddress(), tcp.getPort());
        }
        return "unix:" + address;
    }
}
