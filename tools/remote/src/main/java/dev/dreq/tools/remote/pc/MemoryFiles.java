package dev.dreq.tools.remote.pc;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.remote.qom.QemuError;

/** Saves memory to files. Under the machine's lock. */
public final class MemoryFiles {

    /** What is read at a time. */
    private static final int PIECE = 1 << 20;

    /**
     * The most that is saved: no machine has more memory, and no disk should be filled with zeros.
     */
    private static final long MOST = 1L << 40;

    private final Pc pc;

    public MemoryFiles(Pc pc) {
        this.pc = pc;
    }

    /**
     * Saves a range of physical memory; what is nobody's is zeros.
     *
     * @throws QemuError if the range is none, or the file cannot be written
     */
    public void save(long address, long size, String file) {
        if (size < 0 || size > MOST) {
            throw QemuError.generic("Parameter 'size' expects a number of bytes up to 2^40");
        }
        CpuBus bus = pc.bus();
        HostFile.write(
                file,
                "Could not open",
                out -> {
                    byte[] piece = new byte[(int) Math.min(size, PIECE)];
                    for (long done = 0; done < size; done += piece.length) {
                        int length = (int) Math.min(size - done, piece.length);
                        bus.read(address + done, piece, 0, length);
                        out.write(piece, 0, length);
                    }
                });
    }
}
