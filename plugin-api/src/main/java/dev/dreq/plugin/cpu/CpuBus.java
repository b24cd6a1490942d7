package dev.dreq.plugin.cpu;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A machine as its processor sees it: ports, physical memory, interrupt inputs and time.
 *
 * <p>Software (the HAL, a driver, a monitor) reaches hardware only through this interface, so that
 * it runs unchanged on an emulated machine, on a mock and on a remote machine. No access throws for
 * what the guest does: a port that nobody decodes reads all ones, an address that nobody decodes
 * reads zeros, and writes there vanish. All methods belong to the machine's owner thread.
 */
public interface CpuBus {

    /** Reads a byte port. {@code port} is 0..FFFF; the result is 0..FF. */
    int in8(int port);

    /** Reads a word port. {@code port} is 0..FFFF; the result is 0..FFFF. */
    int in16(int port);

    /** Reads a double-word port. {@code port} is 0..FFFF. */
    int in32(int port);

    /** Writes the low 8 bits of {@code value} to a port, 0..FFFF. */
    void out8(int port, int value);

    /** Writes the low 16 bits of {@code value} to a port, 0..FFFF. */
    void out16(int port, int value);

    /** Writes {@code value} to a port, 0..FFFF. */
    void out32(int port, int value);

    /** Loads a byte, 0..FF, from a physical address. */
    int load8(long address);

    /** Loads a little-endian word, 0..FFFF, from a physical address of any alignment. */
    int load16(long address);

    /** Loads a little-endian double word from a physical address of any alignment. */
    int load32(long address);

    /** Loads a little-endian quad word from a physical address of any alignment. */
    long load64(long address);

    /** Stores the low 8 bits of {@code value} at a physical address. */
    void store8(long address, int value);

    /**
     * Stores the low 16 bits of {@code value}, little-endian, at a physical address of any
     * alignment.
     */
    void store16(long address, int value);

    /** Stores {@code value}, little-endian, at a physical address of any alignment. */
    void store32(long address, int value);

    /** Stores {@code value}, little-endian, at a physical address of any alignment. */
    void store64(long address, long value);

    /**
     * Copies {@code length} bytes of physical memory into {@code target} from {@code offset} on.
     */
    void read(long address, byte[] target, int offset, int length);

    /**
     * Copies {@code length} bytes of {@code source} from {@code offset} on into physical memory.
     */
    void write(long address, byte[] source, int offset, int length);

    /** Sets {@code length} bytes of physical memory to the low 8 bits of {@code value}. */
    void fill(long address, long length, int value);

    /**
     * Copies {@code length} bytes of physical memory. The ranges may overlap; the source is read as
     * it was.
     */
    void copy(long target, long source, long length);

    /** The ranges of physical memory that are RAM, ascending, as firmware would report them. */
    List<RamRange> ramRanges();

    /** The number of interrupt inputs. Input n below 16 is ISA IRQ n. */
    int interruptInputs();

    /** The present level of an interrupt input. */
    boolean interruptLevel(int input);

    /**
     * Names who is told of each rise of an interrupt input, {@code null} for nobody. The listener
     * runs inside the access or the idle call during which the line rose; it may only take note.
     */
    void listen(int input, @Nullable InterruptListener listener);

    /**
     * As {@link #listen}, for interrupt messages; the number the listener gets is the vector,
     * 0..FF.
     */
    void listenMessages(@Nullable InterruptListener listener);

    /**
     * Time of this machine in nanoseconds since it was made. It may move at any call, never back.
     */
    long now();

    /**
     * Lets time pass until a listener is called or {@code deadline} is reached. Returns at once if
     * a listener was called since the last return.
     *
     * @param deadline in nanoseconds, {@link Long#MAX_VALUE} for none
     */
    Idle idle(long deadline);

    /** An ability that not every machine has, such as {@link CacheControl} or {@link DmaWatch}. */
    default <C extends CpuBusCapability> Optional<C> capability(Class<C> type) {
        return Optional.empty();
    }

    /** Why {@link #idle} returned. */
    enum Idle {
        /** A listener was called. */
        INTERRUPT,
        /** The deadline is reached. */
        DEADLINE,
        /** Nothing is pending and there is no deadline: no interrupt will ever come. */
        NEVER
    }
}
