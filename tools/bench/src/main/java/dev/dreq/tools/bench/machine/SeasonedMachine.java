package dev.dreq.tools.bench.machine;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.dma.AddressSpace;
import java.util.Map;

/**
 * A machine with a card and a PCI function of each shape whose call sites have met them all, and
 * RAM, before anything is measured.
 */
public final class SeasonedMachine implements AutoCloseable {

    /** How many shapes of registers there are. */
    public static final int SHAPES = PlainRegisters.SHAPES;

    /** The shape whose registers are declared; the others are handlers written by hand. */
    public static final int DECLARED = PlainRegisters.DECLARED;

    private static final int CONFIG_ADDRESS = 0xcf8;
    private static final int CONFIG_DATA = 0xcfc;
    private static final int COMMAND = 0x04;
    private static final int MEMORY_AND_MASTER = 0x06;
    private static final int BAR0 = 0x10;
    private static final long WINDOWS = 0xe000_0000L;
    private static final int FIRST_SLOT = 2;
    private static final long SEASONED_RAM = 0x20_0000;
    private static final int ROUNDS = 200_000;

    private final PlainFunction functions = new PlainFunction();
    private final Machine machine;
    private final CpuBus bus;

    /** Makes one with so many bytes of RAM, at least 4 MiB, and seasons it. */
    public SeasonedMachine(long ram) {
        Machine.Builder builder =
                Machine.builder().memory(ram).catalog(PluginCatalog.of(functions, new PlainCard()));
        for (int shape = 0; shape < SHAPES; shape++) {
            Map<String, String> settings = Map.of("shape", Integer.toString(shape));
            builder.device(PlainCard.TYPE, settings).device(PlainFunction.TYPE, settings);
        }
        machine = builder.build();
        bus = machine.bus();
        for (int shape = 0; shape < SHAPES; shape++) {
            configure(shape, BAR0, (int) address(shape));
            configure(shape, COMMAND, MEMORY_AND_MASTER);
        }
        season();
    }

    private void configure(int shape, int register, int value) {
        bus.out32(CONFIG_ADDRESS, 0x8000_0000 | (FIRST_SLOT + shape) << 11 | register);
        bus.out32(CONFIG_DATA, value);
    }

    private void season() {
        for (int i = 0; i < ROUNDS; i++) {
            int shape = i % SHAPES;
            int offset = 4 * i & 0xfc;
            bus.store32(address(shape) + offset, i);
            require(i, bus.load32(address(shape) + offset));
            bus.store32(SEASONED_RAM + offset, i);
            require(i, bus.load32(SEASONED_RAM + offset));
            bus.out32(port(shape) + offset, i);
            require(i, bus.in32(port(shape) + offset));
            bus.out8(port(shape) + offset, i);
            require(i & 0xff, bus.in8(port(shape) + offset));
        }
    }

    private static void require(int written, int read) {
        if (written != read) {
            throw new IllegalStateException("holds %x, not %x".formatted(read, written));
        }
    }

    /** The machine. */
    public Machine machine() {
        return machine;
    }

    /** The processor's view, whose accesses cost no virtual time. */
    public CpuBus bus() {
        return bus;
    }

    /** Where the function of a shape decodes 4 KiB; each register holds what is written to it. */
    public static long address(int shape) {
        return WINDOWS + (long) shape * PlainRegisters.WINDOW;
    }

    /** The first of the 256 ports of the card of a shape. */
    public static int port(int shape) {
        return PlainCard.port(shape);
    }

    /** Memory as one of the functions reaches it. */
    public AddressSpace master() {
        return functions.masters().get(0);
    }

    @Override
    public void close() {
        machine.close();
    }
}
