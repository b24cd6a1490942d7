package dev.dreq.tools.remote.pc;

import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.remote.qom.QomObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What software finds on the PCI bus. Under the machine's lock. */
public final class PciFunctions {

    private static final int ADDRESS = 0xcf8;
    private static final int DATA = 0xcfc;
    private static final int ENABLE = 1 << 31;
    private static final int SLOTS = 32;
    private static final int ABSENT = -1;
    private static final int CLASS = 0x08;
    private static final int SUBSYSTEM = 0x2c;
    private static final int INTERRUPT = 0x3c;

    private final Pc pc;

    public PciFunctions(Pc pc) {
        this.pc = pc;
    }

    /**
     * A function.
     *
     * @param id of its device; empty for none
     * @param classCode base class and subclass
     * @param irq what the interrupt line register says
     * @param pin 1..4 for INTA..INTD, 0 for none
     * @param bars its base address registers, in order
     */
    public record Function(
            int slot,
            String id,
            int vendor,
            int device,
            int classCode,
            int subsystemVendor,
            int subsystem,
            int irq,
            int pin,
            List<Grant.Bar> bars) {

        /** What a class of devices is called; empty for one without a name. */
        public Optional<String> className() {
            return switch (classCode) {
                case 0x0101 -> Optional.of("IDE controller");
                case 0x0200 -> Optional.of("Ethernet controller");
                case 0x0300 -> Optional.of("VGA controller");
                case 0x0380 -> Optional.of("Display controller");
                case 0x0600 -> Optional.of("Host bridge");
                case 0x0601 -> Optional.of("ISA bridge");
                case 0x0680 -> Optional.of("Bridge");
                default -> Optional.empty();
            };
        }
    }

    /** All functions, by slot. The address that software has latched is there again afterwards. */
    public List<Function> all() {
        CpuBus bus = pc.bus();
        int latched = bus.in32(ADDRESS);
        List<Function> functions = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            if (read(bus, slot, 0) != ABSENT) {
                functions.add(function(bus, slot));
            }
        }
        bus.out32(ADDRESS, latched);
        return functions;
    }

    private Function function(CpuBus bus, int slot) {
        int ids = read(bus, slot, 0);
        int subsystem = read(bus, slot, SUBSYSTEM);
        int interrupt = read(bus, slot, INTERRUPT);
        Optional<QomObject> object = objectIn(slot);
        return new Function(
                slot,
                object.flatMap(o -> o.ability(PcDevice.class)).flatMap(PcDevice::id).orElse(""),
                ids & 0xffff,
                ids >>> 16,
                read(bus, slot, CLASS) >>> 16,
                subsystem & 0xffff,
                subsystem >>> 16,
                interrupt & 0xff,
                interrupt >>> 8 & 0xff,
                object.flatMap(o -> o.ability(DeviceNode.class))
                        .map(PciFunctions::bars)
                        .orElse(List.of()));
    }

    private static int read(CpuBus bus, int slot, int register) {
        bus.out32(ADDRESS, ENABLE | slot << 11 | register);
        return bus.in32(DATA);
    }

    private Optional<QomObject> objectIn(int slot) {
        return pc.objects().root().all().stream()
                .filter(
                        object ->
                                object.ability(PcDevice.class)
                                        .filter(device -> device.slot().orElse(-1) == slot)
                                        .isPresent())
                .findFirst();
    }

    private static List<Grant.Bar> bars(DeviceNode node) {
        return node.grants().stream()
                .filter(Grant.Bar.class::isInstance)
                .map(Grant.Bar.class::cast)
                .toList();
    }
}
