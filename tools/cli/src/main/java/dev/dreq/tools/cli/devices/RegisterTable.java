package dev.dreq.tools.cli.devices;

import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.DeviceNode.PortRegister;
import dev.dreq.plugin.io.Field;
import dev.dreq.plugin.io.Register;
import dev.dreq.tools.cli.text.TextTable;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The registers that a device declares, by port and by base address register. */
final class RegisterTable {

    private RegisterTable() {}

    static String of(DeviceNode device) {
        TextTable table =
                new TextTable("  ").row("AT", "NAME", "BITS", "ACCESS", "RESET", "FIELDS");
        device.registers().stream()
                .sorted(Comparator.comparingInt(PortRegister::port))
                .forEach(at -> add(table, "%03x".formatted(at.port()), at.register()));
        device.barRegisters()
                .forEach(
                        (bar, registers) ->
                                registers.forEach(
                                        register ->
                                                add(
                                                        table,
                                                        "BAR %d + %03x"
                                                                .formatted(bar, register.offset()),
                                                        register)));
        boolean none = device.registers().isEmpty() && device.barRegisters().isEmpty();
        return none ? "  none declared\n" : table.toString();
    }

    private static void add(TextTable table, String place, Register register) {
        int bits = Byte.SIZE * register.width();
        table.row(
                place,
                register.name(),
                Integer.toString(bits),
                access(register.access()),
                String.format(Locale.ROOT, "%0" + bits / 4 + "x", register.resetValue()),
                register.fields().stream()
                        .map(RegisterTable::field)
                        .collect(Collectors.joining(" ")));
    }

    private static String access(Register.Access access) {
        return switch (access) {
            case READ_WRITE -> "read/write";
            case READ_ONLY -> "read";
            case WRITE_ONLY -> "write";
            case WRITE_ONE_TO_CLEAR -> "write 1 to clear";
        };
    }

    private static String field(Field field) {
        return field.width() == 1
                ? "%s[%d]".formatted(field.name(), field.low())
                : "%s[%d:%d]".formatted(field.name(), field.low() + field.width() - 1, field.low());
    }
}
