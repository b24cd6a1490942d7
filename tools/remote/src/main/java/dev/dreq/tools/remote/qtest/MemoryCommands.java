package dev.dreq.tools.remote.qtest;

import dev.dreq.plugin.cpu.CpuBus;

/** Loading and storing numbers, as the processor does. */
final class MemoryCommands {

    static final String ADDRESS = "the address";
    static final String VALUE = "the value";

    private MemoryCommands() {}

    /** One load of a width. */
    private interface Load {
        long from(long address);
    }

    /** One store of a width. */
    private interface Store {
        void at(long address, long value);
    }

    static void addTo(CommandTable table, CpuBus bus) {
        read(table, "readb", bus::load8);
        read(table, "readw", bus::load16);
        read(table, "readl", address -> bus.load32(address) & 0xffff_ffffL);
        read(table, "readq", bus::load64);
        write(table, "writeb", (address, value) -> bus.store8(address, (int) value));
        write(table, "writew", (address, value) -> bus.store16(address, (int) value));
        write(table, "writel", (address, value) -> bus.store32(address, (int) value));
        write(table, "writeq", bus::store64);
    }

    private static void read(CommandTable table, String word, Load load) {
        table.add(word, (request, answer) -> answer.okMemory(load.from(request.number(ADDRESS))));
    }

    private static void write(CommandTable table, String word, Store store) {
        table.add(
                word,
                (request, answer) -> {
                    store.at(request.number(ADDRESS), request.number(VALUE));
                    answer.ok();
                });
    }
}
