package dev.dreq.tools.remote.qtest;

import dev.dreq.plugin.cpu.CpuBus;

/** Reading and writing ports. */
final class PortCommands {

    private static final String VALUE = "the value";

    private PortCommands() {}

    static void addTo(CommandTable table, CpuBus bus) {
        table.add("inb", (request, answer) -> answer.okPort(bus.in8(request.port())));
        table.add("inw", (request, answer) -> answer.okPort(bus.in16(request.port())));
        table.add("inl", (request, answer) -> answer.okPort(bus.in32(request.port())));
        table.add(
                "outb",
                (request, answer) -> {
                    bus.out8(request.port(), (int) request.number(VALUE));
                    answer.ok();
                });
        table.add(
                "outw",
                (request, answer) -> {
                    bus.out16(request.port(), (int) request.number(VALUE));
                    answer.ok();
                });
        table.add(
                "outl",
                (request, answer) -> {
                    bus.out32(request.port(), (int) request.number(VALUE));
                    answer.ok();
                });
    }
}
