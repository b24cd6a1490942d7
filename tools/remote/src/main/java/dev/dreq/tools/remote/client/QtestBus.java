package dev.dreq.tools.remote.client;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A remote PC as its processor sees it: each access is a request to its qtest server. Time is the
 * wall clock of this side. Interrupts are the inputs of the I/O APIC, of which ISA IRQ n is number
 * n; there are no interrupt messages. A lost connection and a refused request throw {@link
 * QtestException}.
 */
public final class QtestBus implements CpuBus, AutoCloseable {

    /** How long {@link #idle} waits for an interrupt if nobody names a deadline. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String IO_APIC = "ioapic";
    private static final int INPUTS = 24;
    private static final int CHUNK = 64 << 10;
    private static final int FILL = 16 << 20;

    private final QtestConnection connection;
    private final List<RamRange> ram;
    private final long start = System.nanoTime();
    private final boolean[] levels = new boolean[INPUTS];
    private final @Nullable InterruptListener[] listeners = new @Nullable InterruptListener[INPUTS];
    private boolean called;

    private QtestBus(QtestConnection connection, @Nullable List<RamRange> ram) {
        this.connection = connection;
        connection.onInterrupt(this::changed);
        connection.ask("irq_intercept_in " + IO_APIC);
        this.ram = ram == null ? new CmosMemory(this).ranges() : List.copyOf(ram);
    }

    /**
     * The machine behind a connection, which this bus closes. Intercepts the I/O APIC before
     * anything else; a line that is up before that is not seen. RAM is what the CMOS says.
     */
    public static QtestBus of(QtestConnection connection) {
        return new QtestBus(connection, null);
    }

    /** As {@link #of(QtestConnection)}, with RAM as it is told. */
    public static QtestBus of(QtestConnection connection, List<RamRange> ram) {
        return new QtestBus(connection, ram);
    }

    private void changed(int input, boolean level) {
        if (input >= INPUTS) {
            return;
        }
        boolean rises = level && !levels[input];
        levels[input] = level;
        InterruptListener listener = listeners[input];
        if (rises && listener != null) {
            called = true;
            listener.raised(input);
        }
    }

    private long in(String command, int port) {
        return number(connection.ask("%s 0x%x".formatted(command, port & 0xFFFF)));
    }

    private void out(String command, int port, int value) {
        connection.ask("%s 0x%x 0x%x".formatted(command, port & 0xFFFF, value));
    }

    private long load(String command, long address) {
        return number(connection.ask("%s 0x%x".formatted(command, address)));
    }

    private void store(String command, long address, long value) {
        connection.ask("%s 0x%x 0x%x".formatted(command, address, value));
    }

    private static long number(String answer) {
        try {
            return answer.startsWith("0x")
                    ? Long.parseUnsignedLong(answer.substring(2), 16)
                    : Long.parseUnsignedLong(answer);
        } catch (NumberFormatException e) {
            throw new QtestException("'%s' is no number".formatted(answer), e);
        }
    }

    @Override
    public int in8(int port) {
        return (int) in("inb", port);
    }

    @Override
    public int in16(int port) {
        return (int) in("inw", port);
    }

    @Override
    public int in32(int port) {
        return (int) in("inl", port);
    }

    @Override
    public void out8(int port, int value) {
        out("outb", port, value & 0xFF);
    }

    @Override
    public void out16(int port, int value) {
        out("outw", port, value & 0xFFFF);
    }

    @Override
    public void out32(int port, int value) {
        out("outl", port, value);
    }

    @Override
    public int load8(long address) {
        return (int) load("readb", address);
    }

    @Override
    public int load16(long address) {
        return (int) load("readw", address);
    }

    @Override
    public int load32(long address) {
        return (int) load("readl", address);
    }

    @Override
    public long load64(long address) {
        return load("readq", address);
    }

    @Override
    public void store8(long address, int value) {
        store("writeb", address, value & 0xFF);
    }

    @Override
    public void store16(long address, int value) {
        store("writew", address, value & 0xFFFF);
    }

    @Override
    public void store32(long address, int value) {
        store("writel", address, value & 0xFFFF_FFFFL);
    }

    @Override
    public void store64(long address, long value) {
        store("writeq", address, value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        for (int done = 0; done < length; done += CHUNK) {
            int count = Math.min(CHUNK, length - done);
            String answer = connection.ask("b64read 0x%x 0x%x".formatted(address + done, count));
            System.arraycopy(decoded(answer, count), 0, target, offset + done, count);
        }
    }

    private static byte[] decoded(String answer, int count) {
        try {
            byte[] bytes = Base64.getDecoder().decode(answer);
            if (bytes.length == count) {
                return bytes;
            }
            throw new QtestException(
                    "%d bytes came where %d were asked for".formatted(bytes.length, count));
        } catch (IllegalArgumentException e) {
            throw new QtestException("what was read is not Base64", e);
        }
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        for (int done = 0; done < length; done += CHUNK) {
            int count = Math.min(CHUNK, length - done);
            byte[] chunk = new byte[count];
            System.arraycopy(source, offset + done, chunk, 0, count);
            connection.ask(
                    "b64write 0x%x 0x%x %s"
                            .formatted(
                                    address + done,
                                    count,
                                    Base64.getEncoder().encodeToString(chunk)));
        }
    }

    @Override
    public void fill(long address, long length, int value) {
        checkLength(length);
        for (long done = 0; done < length; done += FILL) {
            connection.ask(
                    String.format(
                            Locale.ROOT,
                            "memset 0x%x 0x%x 0x%x",
                            address + done,
                            Math.min(FILL, length - done),
                            value & 0xFF));
        }
    }

    @Override
    public void copy(long target, long source, long length) {
        checkLength(length);
        boolean backwards = Long.compareUnsigned(target - source, length) < 0;
        byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
        for (long done = 0; done < length; done += CHUNK) {
            int count = (int) Math.min(CHUNK, length - done);
            long at = backwards ? length - done - count : done;
            read(source + at, chunk, 0, count);
            write(target + at, chunk, 0, count);
        }
    }

    private static void checkLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("a length of %d bytes".formatted(length));
        }
    }

    @Override
    public List<RamRange> ramRanges() {
        return ram;
    }

    @Override
    public int interruptInputs() {
        return INPUTS;
    }

    /** Asks nobody: what the server has told until now. */
    @Override
    public boolean interruptLevel(int input) {
        connection.await(0);
        return levels[input];
    }

    @Override
    public void listen(int input, @Nullable InterruptListener listener) {
        listeners[input] = listener;
    }

    /** There are none, so nobody is ever told. */
    @Override
    public void listenMessages(@Nullable InterruptListener listener) {}

    @Override
    public long now() {
        return System.nanoTime() - start;
    }

    /**
     * Waits on the connection. Whether anything is pending in the machine cannot be known, so
     * {@link Idle#NEVER} means that there is no deadline and nothing came in 30 s.
     */
    @Override
    public Idle idle(long deadline) {
        connection.await(0);
        long end = deadline == Long.MAX_VALUE ? now() + PATIENCE.toNanos() : deadline;
        while (!called) {
            long left = end - now();
            if (left <= 0) {
                return deadline == Long.MAX_VALUE ? Idle.NEVER : Idle.DEADLINE;
            }
            connection.await(left);
        }
        called = false;
        return Idle.INTERRUPT;
    }

    @Override
    public void close() {
        connection.close();
    }
}
