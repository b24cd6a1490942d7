package dev.dreq.devices.display;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One command at work: checks it before the first byte moves, then moves its bytes in steps. */
final class Transfer {

    private final ByteBuffer vram;
    private final HostMemory memory;
    private final boolean scatterGather;
    private final long longest;
    private final ScatterGatherTable ranges;

    private Packet packet = Packet.NONE;
    private long total;
    private long moved;
    private int range;
    private long movedOfRange;

    /** Makes a transfer at rest. */
    Transfer(ByteBuffer vram, HostMemory memory, EngineSettings settings) {
        this.vram = vram.duplicate();
        this.memory = memory;
        this.scatterGather = settings.scatterGather();
        this.longest = settings.maxTransfer();
        this.ranges = new ScatterGatherTable(settings.maxEntries());
    }

    /**
     * Takes a command and checks it, reading its scatter/gather table. Moves nothing.
     *
     * @return why it cannot be done
     */
    @Nullable EngineError begin(Packet command) {
        packet = command;
        total = 0;
        moved = 0;
        range = 0;
        movedOfRange = 0;
        EngineError error = command.scatterGather() ? fetchTable(command) : takeRange(command);
        return error == null ? check() : error;
    }

    private @Nullable EngineError takeRange(Packet command) {
        ranges.single(command.host(), command.count());
        return null;
    }

    private @Nullable EngineError fetchTable(Packet command) {
        if (!scatterGather) {
            return EngineError.PARAMETER;
        }
        if (command.count() == 0 || command.count() > ranges.most()) {
            return EngineError.LENGTH;
        }
        if (command.host() % ScatterGatherTable.ENTRY != 0) {
            return EngineError.PARAMETER;
        }
        int entries = (int) command.count();
        EngineError error = memory.check(command.host(), (long) entries * ScatterGatherTable.ENTRY);
        return error == null ? ranges.fetch(memory, command.host(), entries) : error;
    }

    private @Nullable EngineError check() {
        long sum = 0;
        for (int i = 0; i < ranges.count(); i++) {
            if (ranges.length(i) == 0) {
                return EngineError.LENGTH;
            }
            sum += ranges.length(i);
        }
        if (sum > longest) {
            return EngineError.LENGTH;
        }
        for (int i = 0; i < ranges.count(); i++) {
            EngineError error =
                    ranges.flags(i) != 0
                            ? EngineError.PARAMETER
                            : memory.check(ranges.address(i), ranges.length(i));
            if (error != null) {
                return error;
            }
        }
        total = sum;
        return packet.rectangle().check(sum, vram.capacity());
    }

    /**
     * Moves the next bytes, in pieces that are contiguous on both sides.
     *
     * @param step how many, if so many are left
     * @return what stopped it on the way
     */
    @Nullable EngineError move(long step) {
        long end = afterStep(step);
        while (moved < end) {
            long left = ranges.length(range) - movedOfRange;
            long run = Math.min(Math.min(end - moved, left), packet.rectangle().run(moved));
            int at = (int) packet.rectangle().at(moved);
            vram.clear().position(at).limit(at + (int) run);
            EngineError error =
                    memory.move(ranges.address(range) + movedOfRange, vram, packet.toHost());
            advance(vram.position() - at);
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private void advance(int bytes) {
        moved += bytes;
        movedOfRange += bytes;
        if (movedOfRange == ranges.length(range)) {
            range++;
            movedOfRange = 0;
        }
    }

    /** Bytes moved so far. */
    long moved() {
        return moved;
    }

    /** Bytes moved when the next step will be over. */
    long afterStep(long step) {
        return Math.min(total, moved + step);
    }

    /** Whether all bytes have moved. */
    boolean done() {
        return moved == total;
    }

    void save(StateWriter out) {
        packet.save(out);
        ranges.save(out);
        out.putLong("moved", moved);
    }

    /** Takes over a transfer that was under way. */
    void restore(StateReader in) {
        packet = Packet.restored(in);
        ranges.restore(in);
        EngineError error = check();
        if (error != null) {
            throw new StateException("the transfer under way is none: " + error);
        }
        moved = in.getInt("moved", 0, (int) total);
        movedOfRange = moved;
        while (range < ranges.count() && movedOfRange >= ranges.length(range)) {
            movedOfRange -= ranges.length(range);
            range++;
        }
    }
}
