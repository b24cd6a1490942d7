package dev.dreq.devices.fdc;

import dev.dreq.devices.doubles.MapState;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A floppy controller on a bench: ports by hand, DMA as programmed, time as it is let pass. */
final class Bench implements AutoCloseable {

    static final FdcProvider PROVIDER = new FdcProvider();
    static final int SECTORS_144 = 2880;

    final FakeSlot slot = new FakeSlot();
    final Settings settings;
    final Fdc fdc;
    private @Nullable FakeDma dma;

    Bench(Map<String, String> texts) {
        settings = Settings.parse(PROVIDER.settings(), texts);
        fdc = (Fdc) PROVIDER.create(settings, slot);
    }

    /** A bench that goes on where another stands. */
    private Bench(Bench other, MapState state) {
        settings = other.settings;
        fdc = (Fdc) PROVIDER.restore(settings, slot, state.reader());
        slot.restoreFrom(other.slot);
        dma = other.dma;
    }

    MapState save() {
        MapState state = new MapState();
        fdc.save(state);
        return state;
    }

    /** A bench with this one's wires and time, and a controller in the state given. */
    Bench restored(MapState state) {
        return new Bench(this, state);
    }

    Bench savedAndRestored() {
        return restored(save());
    }

    /** Byte x of sector n is (7n + x) mod 256. */
    static byte[] pattern(int sectors) {
        byte[] image = new byte[sectors * Geometry.SECTOR_BYTES];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (7 * (i / Geometry.SECTOR_BYTES) + i);
        }
        return image;
    }

    /** An image of so many sectors; the one that is there, if there is one. */
    static Path image(Path folder, int sectors) {
        Path file = folder.resolve(sectors + ".img");
        try {
            return Files.exists(file) ? file : Files.write(file, pattern(sectors));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    MediaDrive drive(int index) {
        return fdc.drives().get(index);
    }

    int in(int port) {
        int value = slot.in(port);
        settle();
        return value;
    }

    void out(int port, int value) {
        slot.out(port, value);
        settle();
    }

    int msr() {
        return in(0x3f4);
    }

    void fifo(int... bytes) {
        for (int value : bytes) {
            out(0x3f5, value);
        }
    }

    List<Integer> read(int count) {
        List<Integer> bytes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bytes.add(in(0x3f5));
        }
        return bytes;
    }

    /** The seven result bytes, in hexadecimal. */
    String result() {
        return hex(read(7));
    }

    static String hex(List<Integer> bytes) {
        return String.join(" ", bytes.stream().map("%02x"::formatted).toList());
    }

    /** Sends a command and answers with {@code count} bytes of result, in hexadecimal. */
    String command(int count, int... bytes) {
        fifo(bytes);
        return hex(read(count));
    }

    /** Turns the motor of both drives, with the DMA gate open and drive a selected. */
    Bench motors() {
        out(0x3f2, 0x3c);
        return this;
    }

    FakeDma program(DmaDirection direction, int count) {
        return program(new FakeDma(direction, count));
    }

    FakeDma program(FakeDma channel) {
        dma = channel;
        settle();
        return channel;
    }

    /** Masks the channel. */
    void mask() {
        dma = null;
    }

    /** Runs what is due, as a machine does before an access returns. */
    void settle() {
        run(slot.time.now());
    }

    private void run(long deadline) {
        int signals = 0;
        while (serve() || slot.time.runNext(deadline)) {
            if (++signals > 100_000) {
                throw new AssertionError("it never comes to rest");
            }
        }
    }

    private boolean serve() {
        return dma != null && dma.serve(slot);
    }

    /** Lets time pass. */
    void pass(long nanos) {
        long end = slot.time.now() + nanos;
        run(end);
        slot.time.passTo(end);
    }

    /** Lets time pass until nothing is pending any more. */
    void rest() {
        run(Long.MAX_VALUE);
    }

    @Override
    public void close() {
        fdc.close();
    }
}
