package dev.dreq.devices.display;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/** The adapter: its registers, its video memory and its bus master. */
final class Display implements Device, ScanOut {

    /** The base address register of video memory. */
    static final int VRAM_BAR = 0;

    /** The base address register of the registers. */
    static final int REGISTER_BAR = 2;

    private static final int STATE_VERSION = 1;

    private final Dispi dispi;
    private final Engine engine;
    private final RegisterWindow window;

    /**
     * Makes an adapter.
     *
     * @param edid what its monitor says
     */
    Display(EngineSettings settings, byte[] edid, PciSlot slot) {
        ByteBuffer vram = slot.mapMemory(VRAM_BAR);
        dispi = new Dispi(vram);
        engine = new Engine(settings, slot, vram);
        window =
                new RegisterWindow(
                        edid,
                        Stream.concat(dispi.registers().stream(), engine.registers().stream())
                                .toList());
        slot.map(REGISTER_BAR, window);
    }

    @Override
    public Picture picture() {
        return dispi.picture();
    }

    @Override
    public void reset() {
        window.reset();
        dispi.reset();
        engine.reset();
    }

    @Override
    public void save(StateWriter out) {
        out.version(STATE_VERSION);
        window.save(out.section("registers"));
        dispi.save(out.section("dispi"));
        engine.save(out.section("engine"));
    }

    /** Takes the state that {@link #save} wrote. */
    void restore(StateReader in) {
        in.version(STATE_VERSION);
        window.restore(in.section("registers"));
        dispi.restore(in.section("dispi"));
        engine.restore(in.section("engine"));
    }
}
