package dev.dreq.devices.display;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * The parameters of one command, as its registers or its ring entry had them. Nothing is checked.
 *
 * @param host logical address of the data, or of the scatter/gather table
 * @param count bytes, or entries of the table; unsigned 32 bits
 * @param toHost from video memory to the host, else the other way
 * @param scatterGather {@code host} is a table
 * @param rectangle where the bytes lie in video memory
 */
record Packet(long host, long count, boolean toHost, boolean scatterGather, Rectangle rectangle) {

    /** What the engine holds before its first command. */
    static final Packet NONE = new Packet(0, 0, false, false, new Rectangle(0, 0, 0));

    void save(StateWriter out) {
        out.putLong("host", host);
        out.putLong("count", count);
        out.putBoolean("to host", toHost);
        out.putBoolean("scatter/gather", scatterGather);
        out.putLong("vram", rectangle.vram());
        out.putLong("pitch", rectangle.pitch());
        out.putLong("line", rectangle.line());
    }

    static Packet restored(StateReader in) {
        return new Packet(
                in.getLong("host"),
                in.getLong("count"),
                in.getBoolean("to host"),
                in.getBoolean("scatter/gather"),
                new Rectangle(
                        in.getLong("vram") & 0xffff_ffffL,
                        in.getLong("pitch") & 0xffff_ffffL,
                        in.getLong("line") & 0xffff_ffffL));
    }
}
