package dev.dreq.devices.display;

import dev.dreq.plugin.ScanOut.Picture;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mode-setting registers of the Bochs display interface, with QEMU's byte-order register. The
 * last valid mode stays on the screen until there is another.
 */
final class Dispi {

    /** Where the registers begin in the window; number n lies at twice n from here. */
    static final int BASE = 0x500;

    /** Where QEMU's two registers of 32 bits begin. */
    static final int EXTENSION = 0x600;

    private static final int ID5 = 0xb0c5;
    private static final int ENABLED = 0x01;
    private static final int KEEP = 0x80;
    private static final int BANK = 64 << 10;
    private static final int EXTENSION_SIZE = 8;
    private static final long LITTLE_ENDIAN = 0x1e1e_1e1eL;
    private static final long BIG_ENDIAN = 0xbebe_bebeL;

    /** What is shown before the first mode. */
    private static final int PLACEHOLDER_WIDTH = 640;

    private static final int PLACEHOLDER_HEIGHT = 480;

    private final int vram;
    private final FrameBuffer frameBuffer;

    private final Register xres = mode("XRES", 1);
    private final Register yres = mode("YRES", 2);
    private final Register bpp = mode("BPP", 3);
    private final Register enable =
            register("ENABLE", 4)
                    .field("ENABLED", 0, 1)
                    .field("LFB", 6, 1)
                    .field("NOCLEARMEM", 7, 1)
                    .writable(0)
                    .onWrite(this::writeEnable);
    private final Register virtualWidth = mode("VIRT_WIDTH", 6);
    private final Register xOffset = mode("X_OFFSET", 8);
    private final Register yOffset = mode("Y_OFFSET", 9);
    private final Register byteOrder =
            Register.named("BYTEORDER", EXTENSION + 4, 4)
                    .reset(LITTLE_ENDIAN)
                    .writable(0)
                    .onWrite(this::writeByteOrder);

    private @Nullable Mode shown;

    Dispi(ByteBuffer videoMemory) {
        vram = videoMemory.capacity();
        frameBuffer = new FrameBuffer(videoMemory);
    }

    private static Register register(String name, int index) {
        return Register.named(name, BASE + 2 * index, 2);
    }

    private Register mode(String name, int index) {
        return register(name, index).onWrite(value -> changed());
    }

    List<Register> registers() {
        return List.of(
                register("ID", 0).reset(ID5).readOnly(),
                xres,
                yres,
                bpp,
                enable,
                register("BANK", 5),
                virtualWidth,
                register("VIRT_HEIGHT", 7),
                xOffset,
                yOffset,
                register("VIDEO_MEMORY_64K", 0xa).reset(vram / BANK).readOnly(),
                Register.named("EXTENSION_SIZE", EXTENSION, 4).reset(EXTENSION_SIZE).readOnly(),
                byteOrder);
    }

    private void writeEnable(long value) {
        boolean rises = (value & ~enable.get() & ENABLED) != 0;
        enable.set(value);
        Mode mode = changed();
        if (rises && (value & KEEP) == 0 && mode.isValid(vram)) {
            frameBuffer.clear(mode);
        }
    }

    private void writeByteOrder(long value) {
        if (value == LITTLE_ENDIAN || value == BIG_ENDIAN) {
            byteOrder.set(value);
            changed();
        }
    }

    private Mode changed() {
        Mode mode = selected();
        if ((enable.get() & ENABLED) != 0 && mode.isValid(vram)) {
            shown = mode;
        }
        return mode;
    }

    private Mode selected() {
        int width = (int) xres.get();
        int bits = (int) bpp.get();
        int bytes = bits / Byte.SIZE;
        long pitch = Math.max(virtualWidth.get(), width) * bytes;
        long first = yOffset.get() * pitch + xOffset.get() * bytes;
        boolean bigEndian = byteOrder.get() == BIG_ENDIAN;
        return new Mode(width, (int) yres.get(), bits, pitch, first, bigEndian);
    }

    /** The picture on the screen. */
    Picture picture() {
        Mode mode = shown;
        return mode == null ? placeholder() : frameBuffer.picture(mode);
    }

    private static Picture placeholder() {
        return new Picture(
                PLACEHOLDER_WIDTH,
                PLACEHOLDER_HEIGHT,
                new int[PLACEHOLDER_WIDTH * PLACEHOLDER_HEIGHT]);
    }

    /** Forgets the mode; the registers are reset with all others. */
    void reset() {
        shown = null;
    }

    void save(StateWriter out) {
        Mode mode = shown;
        out.putBoolean("shows", mode != null);
        if (mode != null) {
            mode.save(out.section("mode"));
        }
    }

    void restore(StateReader in) {
        shown = in.getBoolean("shows") ? Mode.restored(in.section("mode"), vram) : null;
    }
}
