package dev.dreq.tools.cli.probe;

import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.DeviceNode.PortRegister;
import dev.dreq.machine.Grant;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.tools.cli.report.ProbeReport.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Reads the registers that a device declares, as software does, but none whose read may have an
 * effect.
 */
record RegisterReader(CpuBus bus, DeviceNode device) {

    /** Each register once, by place. */
    List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        device.registers().stream()
                .sorted(Comparator.comparingInt(PortRegister::port))
                .forEach(
                        at ->
                                readings.add(
                                        atPort(
                                                "%03x".formatted(at.port()),
                                                at.port(),
                                                at.register())));
        for (Grant grant : device.grants()) {
            if (grant instanceof Grant.Bar bar && bar.address().isPresent()) {
                for (Register register :
                        device.barRegisters().getOrDefault(bar.bar().index(), List.of())) {
                    readings.add(behind(bar, register));
                }
            }
        }
        return readings;
    }

    private Reading behind(Grant.Bar bar, Register register) {
        String place = "BAR %d + %03x".formatted(bar.bar().index(), register.offset());
        long address = bar.address().getAsLong() + register.offset();
        return bar.bar().kind() == PciBar.Kind.IO
                ? atPort(place, (int) address, register)
                : reading(place, register, () -> load(address, register.width()));
    }

    private Reading atPort(String place, int port, Register register) {
        return reading(place, register, () -> in(port, register.width()));
    }

    private static Reading reading(String place, Register register, LongSupplier access) {
        return new Reading(
                place,
                register.name(),
                register.width(),
                register.readsAreStored()
                        ? OptionalLong.of(access.getAsLong())
                        : OptionalLong.empty());
    }

    private long load(long address, int bytes) {
        return switch (bytes) {
            case 1 -> bus.load8(address) & 0xffL;
            case 2 -> bus.load16(address) & 0xffffL;
            case 4 -> bus.load32(address) & 0xffff_ffffL;
            default -> bus.load64(address);
        };
    }

    private long in(int port, int bytes) {
        return switch (bytes) {
            case 1 -> bus.in8(port) & 0xffL;
            case 2 -> bus.in16(port) & 0xffffL;
            case 4 -> bus.in32(port) & 0xffff_ffffL;
            default -> in(port, 4) | in(port + 4, 4) << Integer.SIZE; // no port is wider
        };
    }
}
