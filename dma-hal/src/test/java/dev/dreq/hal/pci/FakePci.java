package dev.dreq.hal.pci;

import dev.dreq.hal.ScriptedBus;
import java.util.TreeMap;

/** Bus 0 behind ports CF8-CFF, with whatever functions a test puts there. */
final class FakePci implements ScriptedBus.Ports {
    private final TreeMap<Integer, FakeFunction> functions = new TreeMap<>();
    private int address;

    /** The chipset of a PC. */
    static FakePci pc() {
        return new FakePci()
                .put(0, 0, FakeFunction.hostBridge())
                .put(1, 0, FakeFunction.isaBridge());
    }

    FakePci put(int device, int function, FakeFunction it) {
        functions.put(device << 3 | function, it);
        return this;
    }

    void remove(int device, int function) {
        functions.remove(device << 3 | function);
    }

    FakeFunction at(int device, int function) {
        FakeFunction there = functions.get(device << 3 | function);
        if (there == null) {
            throw new AssertionError("nothing at %d.%d".formatted(device, function));
        }
        return there;
    }

    ScriptedBus on(ScriptedBus bus) {
        bus.decode(0xCF8, 0xCFF, this);
        return bus;
    }

    @Override
    public int in(int port, int size) {
        if (port == 0xCF8 && size == 4) {
            return address;
        }
        FakeFunction selected = selected();
        return port < 0xCFC || selected == null
                ? -1 >>> (32 - 8 * size)
                : selected.read(register(port), size);
    }

    @Override
    public void out(int port, int size, int value) {
        if (port == 0xCF8 && size == 4) {
            address = value & 0x80FF_FFFF;
            return;
        }
        FakeFunction selected = selected();
        if (port >= 0xCFC && selected != null) {
            selected.write(register(port), size, value);
        }
    }

    private FakeFunction selected() {
        return address >>> 16 == 0x8000 ? functions.get(address >>> 8 & 0xFF) : null;
    }

    private int register(int port) {
        return (address & 0xFC) + (port & 3);
    }
}
