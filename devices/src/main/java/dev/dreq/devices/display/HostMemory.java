package dev.dreq.devices.display;

import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Host memory as the engine reaches it. Addresses are unsigned. */
final class HostMemory {

    /** Where interrupt messages go: a write there is no write to memory. */
    private static final long MESSAGES = 0xfee0_0000L;

    private static final long MESSAGES_END = 0xfef0_0000L;
    private static final long ABOVE_32_BITS = 1L << 32;

    private final AddressSpace bus;
    private final boolean dma64;

    /**
     * Makes a view.
     *
     * @param dma64 the engine has 64 address lines, else 32
     */
    HostMemory(AddressSpace bus, boolean dma64) {
        this.bus = bus;
        this.dma64 = dma64;
    }

    /**
     * Whether the engine can put these addresses on the bus.
     *
     * @param length in bytes, at least 1
     */
    @Nullable EngineError check(long address, long length) {
        if (!dma64 && (address >>> 32 != 0 || address + length > ABOVE_32_BITS)) {
            return EngineError.PARAMETER;
        }
        boolean wraps = Long.compareUnsigned(address + length - 1, address) < 0;
        return wraps ? EngineError.HOST_ADDRESS : null;
    }

    /**
     * Moves the buffer's remaining bytes to or from memory. Its position tells how many moved, also
     * when not all did.
     */
    @Nullable EngineError move(long address, ByteBuffer buffer, boolean toHost) {
        long room = untilMessages(address);
        if (room == 0) {
            return EngineError.NOT_MEMORY;
        }
        boolean cut = room < buffer.remaining();
        if (cut) {
            buffer.limit(buffer.position() + (int) room);
        }
        BusStatus status = toHost ? bus.write(address, buffer) : bus.read(address, buffer);
        EngineError error = EngineError.of(status);
        return error == null && cut ? EngineError.NOT_MEMORY : error;
    }

    private static long untilMessages(long address) {
        if (Long.compareUnsigned(address, MESSAGES_END) >= 0) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, MESSAGES - address);
    }
}
