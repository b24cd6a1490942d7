package dev.dreq.tools.remote.pc;

import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.DeviceNode.PortRegister;
import dev.dreq.machine.Grant;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.io.Register;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomObject;
import dev.dreq.tools.remote.qom.QomProperty;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The declared registers of a device as properties of its object. To get one is to read it as the
 * guest does, with all that a read does to the device; to set it is to write it.
 */
final class RegisterProperties {

    private final QomObject object;
    private final DeviceNode node;
    private final CpuBus bus;

    RegisterProperties(QomObject object, DeviceNode node, CpuBus bus) {
        this.object = object;
        this.node = node;
        this.bus = bus;
    }

    /** Adds those behind the ports that are wanted, and those behind all base addresses. */
    void add(IntPredicate wantedPorts) {
        for (PortRegister register : node.registers()) {
            if (wantedPorts.test(register.port())) {
                addPort(register.port(), register.register());
            }
        }
        node.barRegisters().forEach((bar, registers) -> registers.forEach(r -> addMemory(bar, r)));
    }

    private void addPort(int port, Register register) {
        switch (register.width()) {
            case 1 -> add(register, () -> bus.in8(port), v -> bus.out8(port, (int) v));
            case 2 -> add(register, () -> bus.in16(port), v -> bus.out16(port, (int) v));
            default ->
                    add(
                            register,
                            () -> bus.in32(port) & 0xffff_ffffL,
                            v -> bus.out32(port, (int) v));
        }
    }

    private void addMemory(int bar, Register register) {
        switch (register.width()) {
            case 1 ->
                    add(
                            register,
                            () -> bus.load8(address(bar, register)),
                            v -> bus.store8(address(bar, register), (int) v));
            case 2 ->
                    add(
                            register,
                            () -> bus.load16(address(bar, register)),
                            v -> bus.store16(address(bar, register), (int) v));
            case 4 ->
                    add(
                            register,
                            () -> bus.load32(address(bar, register)) & 0xffff_ffffL,
                            v -> bus.store32(address(bar, register), (int) v));
            default ->
                    add(
                            register,
                            () -> bus.load64(address(bar, register)),
                            v -> bus.store64(address(bar, register), v));
        }
    }

    private long address(int bar, Register register) {
        OptionalLong base =
                node.grants().stream()
                        .filter(Grant.Bar.class::isInstance)
                        .map(Grant.Bar.class::cast)
                        .filter(grant -> grant.bar().index() == bar)
                        .findFirst()
                        .map(Grant.Bar::address)
                        .orElse(OptionalLong.empty());
        return base.orElseThrow(
                        () ->
                                QemuError.generic(
                                        "Register '%s' is behind base address %d, which is not decoded"
                                                .formatted(register.name(), bar)))
                + register.offset();
    }

    private void add(Register register, LongSupplier read, LongConsumer write) {
        if (object.property(register.name()).isEmpty()) {
            object.add(
                    QomProperty.live(
                            register.name(),
                            "uint%d".formatted(8 * register.width()),
                            read::getAsLong,
                            value -> write.accept(number(register, value))));
        }
    }

    private static long number(Register register, Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw QemuError.generic(
                "Invalid parameter type for '%s', expected: integer".formatted(register.name()));
    }
}
