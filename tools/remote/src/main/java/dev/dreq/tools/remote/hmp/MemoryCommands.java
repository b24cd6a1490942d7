package dev.dreq.tools.remote.hmp;

import dev.dreq.tools.remote.hmp.HmpParameter.Kind;
import dev.dreq.tools.remote.pc.MemoryFiles;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.List;

/** Commands that look at memory and ports. */
final class MemoryCommands {

    private static final String FORMAT = "fmt";
    private static final String ADDRESS = "addr";
    private static final String VALUE = "val";
    private static final String SIZE = "size";
    private static final String FILE = "file";
    private static final int PORTS = 0xffff;
    private static final long MOST_SUMMED = 1L << 32;
    private static final int PIECE = 1 << 16;

    private final Pc pc;
    private final MemoryDump dump;
    private final MemoryFiles files;

    MemoryCommands(Pc pc) {
        this.pc = pc;
        this.dump = new MemoryDump(pc);
        this.files = new MemoryFiles(pc);
    }

    List<HmpCommand> list() {
        HmpParameter format = HmpParameter.of(FORMAT, Kind.FORMAT);
        HmpParameter address = HmpParameter.of(ADDRESS, Kind.NUMBER);
        HmpParameter port = HmpParameter.of(ADDRESS, Kind.WORD);
        HmpParameter size = HmpParameter.of(SIZE, Kind.WORD);
        HmpParameter file = HmpParameter.of(FILE, Kind.STRING);
        return List.of(
                HmpCommand.showing(
                        "x",
                        "/fmt addr",
                        "virtual memory dump starting at 'addr'",
                        this::dump,
                        format,
                        address),
                HmpCommand.showing(
                        "xp",
                        "/fmt addr",
                        "physical memory dump starting at 'addr'",
                        this::dump,
                        format,
                        address),
                HmpCommand.showing("i", "/fmt addr", "I/O port read", this::in, format, port),
                HmpCommand.silent(
                        "o",
                        "/fmt addr value",
                        "I/O port write",
                        this::out,
                        format,
                        port,
                        HmpParameter.of(VALUE, Kind.WORD)),
                HmpCommand.showing(
                        "sum",
                        "addr size",
                        "compute the checksum of a memory region",
                        this::sum,
                        address,
                        size),
                HmpCommand.showing(
                        "print|p",
                        "/fmt expr",
                        "print expression value",
                        arguments -> arguments.format().alone(arguments.number(VALUE)) + "\n",
                        format,
                        HmpParameter.of(VALUE, Kind.NUMBER)),
                HmpCommand.silent(
                        "pmemsave",
                        "addr size file",
                        "save to disk physical memory dump starting at 'addr' of size 'size'",
                        this::save,
                        address,
                        size,
                        file),
                HmpCommand.silent(
                        "memsave",
                        "addr size file",
                        "save to disk virtual memory dump starting at 'addr' of size 'size'",
                        this::save,
                        address,
                        size,
                        file));
    }

    private String dump(HmpArguments arguments) {
        return dump.show(arguments.number(ADDRESS), arguments.format());
    }

    private String in(HmpArguments arguments) {
        int port = (int) arguments.number(ADDRESS) & PORTS;
        int size = arguments.format().size();
        return switch (size) {
            case 1 -> "portb[0x%04x] = 0x%02x\n".formatted(port, pc.bus().in8(port));
            case 2 -> "portw[0x%04x] = 0x%04x\n".formatted(port, pc.bus().in16(port));
            default -> "portl[0x%04x] = 0x%08x\n".formatted(port, pc.bus().in32(port));
        };
    }

    private void out(HmpArguments arguments) {
        int port = (int) arguments.number(ADDRESS) & PORTS;
        int value = (int) arguments.number(VALUE);
        switch (arguments.format().size()) {
            case 1 -> pc.bus().out8(port, value);
            case 2 -> pc.bus().out16(port, value);
            default -> pc.bus().out32(port, value);
        }
    }

    /** The BSD checksum: rotate right in 16 bits, add a byte. */
    private String sum(HmpArguments arguments) {
        long address = arguments.number(ADDRESS);
        long size = arguments.number(SIZE) & (MOST_SUMMED - 1);
        byte[] piece = new byte[PIECE];
        int sum = 0;
        for (long done = 0; done < size; done += PIECE) {
            int length = (int) Math.min(PIECE, size - done);
            pc.bus().read(address + done, piece, 0, length);
            for (int i = 0; i < length; i++) {
                int rotated = (sum >> 1 | sum << 15) & 0xffff;
                sum = rotated + (piece[i] & 0xff) & 0xffff;
            }
        }
        return "%05d\n".formatted(sum);
    }

    private void save(HmpArguments arguments) {
        if (arguments.number(SIZE) < 0) {
            throw QemuError.generic("a size cannot be negative");
        }
        files.save(arguments.number(ADDRESS), arguments.number(SIZE), arguments.text(FILE));
    }
}
