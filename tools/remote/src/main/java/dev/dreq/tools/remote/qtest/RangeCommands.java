package dev.dreq.tools.remote.qtest;

import dev.dreq.plugin.cpu.CpuBus;
import java.util.Arrays;

/** Moving ranges of memory through the line, in hexadecimal digits or base 64, and filling them. */
final class RangeCommands {

    private static final String ADDRESS = MemoryCommands.ADDRESS;
    private static final long MOST_FILLED = 1L << 40;
    private static final int SMALL = 1 << 16;
    private static final int KEPT = 2 << 20;

    private final CpuBus bus;
    private byte[] stage = new byte[SMALL];

    private RangeCommands(CpuBus bus) {
        this.bus = bus;
    }

    static void addTo(CommandTable table, CpuBus bus) {
        RangeCommands ranges = new RangeCommands(bus);
        table.add("read", ranges::read);
        table.add("write", ranges::write);
        table.add("b64read", ranges::readBase64);
        table.add("b64write", ranges::writeBase64);
        table.add("memset", ranges::fill);
    }

    private void read(Request request, Lines answer) throws BadRequest {
        long address = request.number(ADDRESS);
        int size = request.size();
        if (size == 0) {
            throw new BadRequest("the size is 0");
        }
        answer.okHex(load(address, size), size);
    }

    private void readBase64(Request request, Lines answer) throws BadRequest {
        long address = request.number(ADDRESS);
        int size = request.size();
        answer.okBase64(load(address, size), size);
    }

    /** Reads all before anything is answered: interrupts that it causes are told before. */
    private byte[] load(long address, int size) {
        byte[] bytes = stage(size);
        bus.read(address, bytes, 0, size);
        return bytes;
    }

    private void write(Request request, Lines answer) throws BadRequest {
        long address = request.number(ADDRESS);
        int size = request.size();
        if (data(request, answer)) {
            byte[] bytes = stage(size);
            int given = Hex.decode(request.line(), request.from() + 2, request.to(), bytes, size);
            store(address, bytes, given, size, answer);
        }
    }

    private void writeBase64(Request request, Lines answer) throws BadRequest {
        long address = request.number(ADDRESS);
        int size = request.size();
        if (data(request, answer)) {
            byte[] bytes = stage(size);
            int given = Base64.decode(request.line(), request.from(), request.to(), bytes, size);
            store(address, bytes, given, size, answer);
        }
    }

    /** Goes to the data; false, and answered, if they are too short for anything. */
    private static boolean data(Request request, Lines answer) throws BadRequest {
        request.argument("the data");
        if (request.to() - request.from() < 3) {
            answer.line("ERR invalid argument size");
            return false;
        }
        return true;
    }

    /** Stores what was given, and zeros for the rest. */
    private void store(long address, byte[] bytes, int given, int size, Lines answer) {
        Arrays.fill(bytes, given, size, (byte) 0);
        bus.write(address, bytes, 0, size);
        answer.ok();
    }

    private void fill(Request request, Lines answer) throws BadRequest {
        long address = request.number(ADDRESS);
        long size = request.number("the size", MOST_FILLED);
        bus.fill(address, size, (int) request.number(MemoryCommands.VALUE));
        answer.ok();
    }

    /** An array of at least so many bytes; a very large one is not kept for the next time. */
    private byte[] stage(int size) {
        if (size > KEPT) {
            return new byte[size];
        }
        if (size > stage.length) {
            stage = new byte[Math.max(size, 2 * stage.length)];
        }
        return stage;
    }
}
