package dev.dreq.machine.memory;

import dev.dreq.plugin.state.StateException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The memory that devices have of their own, by device and window, such as {@code display0/bar0}.
 * As bytes: the number of banks (4 bytes), then each as its name, its size (8 bytes) and {@link
 * BankFormat}.
 */
public final class DeviceBanks {

    /** The largest bank in bytes: what one buffer holds. */
    public static final long MAX_SIZE = 1L << 30;

    private static final int MAX_BANKS = 32 * 6;

    private final Map<String, MemoryBank> saved = new LinkedHashMap<>();
    private final Map<String, MemoryBank> banks = new LinkedHashMap<>();

    /**
     * Gives a device the memory of a window: as it was saved, on a machine that is being restored,
     * else zero.
     *
     * @param size in bytes, 1..{@link #MAX_SIZE}
     */
    public MemoryBank give(String name, long size) {
        @Nullable MemoryBank kept = saved.remove(name);
        if (kept != null && kept.size() != MemoryBank.wholePages(size)) {
            throw new StateException(
                    "%s was saved with %d bytes and would now have %d"
                            .formatted(name, kept.size(), size));
        }
        MemoryBank bank = kept == null ? MemoryBank.contiguous(size) : kept;
        banks.put(name, bank);
        return bank;
    }

    /** Takes the memory of a window back. */
    public void drop(String name) {
        @Nullable MemoryBank bank = banks.remove(name);
        if (bank != null) {
            bank.discard();
        }
    }

    /** Makes sure that all that was saved was given out again. */
    public void checkRestored() {
        if (!saved.isEmpty()) {
            throw new StateException(
                    "the saved machine has memory that no device of this one has: %s"
                            .formatted(new TreeSet<>(saved.keySet())));
        }
    }

    /** Writes what all of it holds. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(banks.size());
        for (Map.Entry<String, MemoryBank> entry : banks.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue().size());
            BankFormat.write(entry.getValue(), out);
        }
    }

    /** Reads what {@link #write} wrote, to be given out. */
    public void read(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_BANKS) {
            throw new StateException("%d banks of device memory were saved".formatted(count));
        }
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            long size = in.readLong();
            if (size < 1 || size > MAX_SIZE || saved.containsKey(name)) {
                throw new StateException(
                        "%s was saved with %d bytes, or twice".formatted(name, size));
            }
            MemoryBank bank = MemoryBank.contiguous(size);
            saved.put(name, bank);
            BankFormat.read(bank, in);
        }
    }

    /** Gives the memory back to the system. */
    public void discard() {
        banks.values().forEach(MemoryBank::discard);
        saved.values().forEach(MemoryBank::discard);
    }
}
