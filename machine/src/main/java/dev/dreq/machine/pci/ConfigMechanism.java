package dev.dreq.machine.pci;

import dev.dreq.machine.Trace;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.io.Window;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration mechanism #1: an address is latched by a double word at CF8, the function's
 * register is then at CFC to CFF. Bits 1-0 of the address are OR-ed to the data port's. A function
 * that is not there reads ones. PCI Local Bus Specification 3.0, section 3.2.2.3.2.
 */
final class ConfigMechanism {

    static final int ADDRESS_PORT = 0xcf8;
    static final int PORTS = 8;

    private static final int DATA_PORT = 0xcfc;
    private static final int ENABLE = 1 << 31;
    private static final int FUNCTIONS = 8;

    private final @Nullable ConfigFunction[] slots;
    private int address;

    /**
     * Makes the mechanism.
     *
     * @param slots function 0 of each slot of bus 0
     */
    ConfigMechanism(@Nullable ConfigFunction[] slots) {
        this.slots = slots;
    }

    /** The two windows of ports. */
    List<Window> windows(Enclosure host, Trace trace) {
        return List.of(
                new Window("CONFADD", ADDRESS_PORT, 4, new Address(), host, trace),
                new Window("CONFDATA", DATA_PORT, 4, new Data(), host, trace));
    }

    /** What is latched. */
    int address() {
        return address;
    }

    /** Latches an address. */
    void address(int latched) {
        address = latched;
    }

    private @Nullable ConfigFunction selected() {
        int bus = address >>> 16 & 0xff;
        int function = address >>> 8 & (FUNCTIONS - 1);
        if ((address & ENABLE) == 0 || bus != 0 || function != 0) {
            return null;
        }
        ConfigFunction addressed = slots[address >>> 11 & (slots.length - 1)];
        return addressed != null && addressed.isPresent() ? addressed : null;
    }

    /** CF8: only an access of its four bytes is the host bridge's own. */
    private final class Address implements IoHandler {

        @Override
        public AccessSizes accessSizes() {
            return new AccessSizes(4, 4, 4);
        }

        @Override
        public long read(long offset, int size) {
            return address;
        }

        @Override
        public void write(long offset, int size, long value) {
            address = (int) value;
        }
    }

    /** CFC. An access that is not aligned becomes several that are. */
    private final class Data implements IoHandler {

        @Override
        public AccessSizes accessSizes() {
            return new AccessSizes(1, 4, 4);
        }

        @Override
        public long read(long offset, int size) {
            if ((offset & (size - 1)) != 0) {
                int half = size / 2;
                return (read(offset, half) & Window.ones(half))
                        | (read(offset + half, half) << (8 * half));
            }
            ConfigFunction function = selected();
            return function == null ? -1 : function.config().get(register(offset), size);
        }

        @Override
        public void write(long offset, int size, long value) {
            if ((offset & (size - 1)) != 0) {
                int half = size / 2;
                write(offset, half, value & Window.ones(half));
                write(offset + half, half, value >>> (8 * half));
                return;
            }
            ConfigFunction function = selected();
            if (function != null) {
                function.config().write(register(offset), size, (int) value);
                function.configured();
            }
        }

        private int register(long offset) {
            return (address | (int) offset) & 0xff;
        }
    }
}
