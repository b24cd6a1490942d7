package dev.dreq.tools.remote.hmp;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.remote.pc.AddressMap;
import dev.dreq.tools.remote.pc.Pc;

/** Memory in lines of values. No processor translates addresses: they are physical. */
final class MemoryDump {

    private static final int BYTES_A_LINE = 8;
    private static final int WIDE_BYTES_A_LINE = 16;
    private static final int BITS = 8;

    private final Pc pc;
    private final AddressMap map;

    MemoryDump(Pc pc) {
        this.pc = pc;
        this.map = new AddressMap(pc);
    }

    /** What is there, up to the first line that is not there as a whole. */
    String show(long address, Format format) {
        int lineLength = format.size() == 1 ? BYTES_A_LINE : WIDE_BYTES_A_LINE;
        StringBuilder shown = new StringBuilder();
        int left = format.length();
        for (long at = address; left > 0; at += lineLength) {
            int length = Math.min(left, lineLength);
            shown.append("%016x:".formatted(at));
            if (!map.covers(at, length)) {
                return shown.append(" Cannot access memory\n").toString();
            }
            line(at, length, format, shown);
            left -= length;
        }
        return shown.toString();
    }

    private void line(long address, int length, Format format, StringBuilder shown) {
        byte[] bytes = new byte[length];
        CpuBus bus = pc.bus();
        bus.read(address, bytes, 0, length);
        for (int i = 0; i < length; i += format.step()) {
            shown.append(' ').append(format.column(value(bytes, i, format.step())));
        }
        shown.append('\n');
    }

    private static long value(byte[] bytes, int from, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << BITS | (bytes[from + i] & 0xff);
        }
        return value;
    }
}
