package dev.dreq.machine.io;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The 64 KiB of ports. A port that nobody decodes reads all ones and loses what is written. An
 * access belongs to the window in which it starts: if that refuses its size it reads all ones, or
 * vanishes, as a whole; otherwise each window that it touches gets its part, in ascending order.
 * Behind port FFFF comes port 0.
 *
 * <p>Windows that move lie over those that stay where they were mapped, and hide them.
 */
public final class PortSpace {

    private static final int PORTS = 0x10000;

    private final @Nullable Window[] mapped = new Window[PORTS];
    private final @Nullable Window[] seen = new Window[PORTS];
    private List<Window> overlay = List.of();

    /** Maps a window at its base. */
    public void map(Window window) {
        fill(mapped, window, window);
        show(window);
    }

    /** Lets the ports of a window float. */
    public void unmap(Window window) {
        fill(mapped, window, null);
        show(window);
    }

    /**
     * Lays windows of at least 4 ports over the mapped ones, in the place of those that lay there
     * before. Where they overlap the first is seen.
     */
    public void overlay(List<Window> windows) {
        List<Window> before = overlay;
        overlay = List.copyOf(windows);
        before.forEach(this::show);
        overlay.forEach(this::show);
    }

    private static void fill(@Nullable Window[] ports, Window range, @Nullable Window with) {
        Arrays.fill(ports, (int) range.base(), (int) (range.base() + range.length()), with);
    }

    /** Decides anew which windows are seen at some ports. */
    private void show(Window range) {
        for (int i = 0; i < range.length(); i++) {
            int port = (int) range.base() + i;
            seen[port] = topmost(port);
        }
    }

    private @Nullable Window topmost(int port) {
        for (Window window : overlay) {
            if (window.base() <= port && port < window.base() + window.length()) {
                return window;
            }
        }
        return mapped[port];
    }

    /** The window that decodes a port, if any. */
    public @Nullable Window at(int port) {
        return seen[port & (PORTS - 1)];
    }

    /** Reads 1, 2 or 4 bytes. */
    public long read(int port, int size) {
        Window window = at(port);
        if (window == null) {
            return size == 1 ? 0xff : readParts(port, size);
        }
        if (!window.takes(size)) {
            return Window.ones(size);
        }
        long offset = (port & (PORTS - 1)) - window.base();
        return at(port + size - 1) == window && offset + size <= window.length()
                ? window.read(offset, size)
                : readParts(port, size);
    }

    private long readParts(int port, int size) {
        long value = 0;
        int done = 0;
        while (done < size) {
            int part = part(port + done, size - done);
            value |= readPart(port + done, part) << (8 * done);
            done += part;
        }
        return value;
    }

    private long readPart(int port, int size) {
        Window window = at(port);
        return window == null
                ? Window.ones(size)
                : window.read((port & (PORTS - 1)) - window.base(), size);
    }

    /** Writes 1, 2 or 4 bytes. */
    public void write(int port, int size, long value) {
        Window window = at(port);
        if (window != null && !window.takes(size)) {
            return;
        }
        int done = 0;
        while (done < size) {
            int part = part(port + done, size - done);
            Window target = at(port + done);
            if (target != null) {
                target.write(
                        ((port + done) & (PORTS - 1)) - target.base(),
                        part,
                        (value >>> (8 * done)) & Window.ones(part));
            }
            done += part;
        }
    }

    /** How many of the next {@code left} bytes the window at a port decodes. */
    private int part(int port, int left) {
        Window window = at(port);
        if (window == null) {
            return 1;
        }
        int room = (int) Math.min(left, window.base() + window.length() - (port & (PORTS - 1)));
        int part = 1;
        while (part < room && at(port + part) == window) {
            part++;
        }
        return part;
    }
}
