package dev.dreq.tools.remote.differential;

import java.util.List;

/** What software does to a floppy controller, step by step. */
final class FdcSteps {
    static final int DOR = 0x3F2;
    static final int MSR = 0x3F4;
    static final int FIFO = 0x3F5;

    /** Memory that transfers reach, with room around it. */
    static final int BUFFER = 0x8000;

    static final int BUFFER_BYTES = 0x28000;

    private static final int RATE = 0x3F7;
    private static final String SET_UP = "set-up";

    private final Script script;

    FdcSteps(Script script) {
        this.script = script;
    }

    /**
     * All that a reset leaves: what commands have stored, the FIFO, memory, the DMA controllers.
     */
    static List<Operation> beginning() {
        Script script = new Script();
        script.operations().addAll(DmaFamily.beginning());
        FdcSteps fdc = new FdcSteps(script);
        script.fill(BUFFER, BUFFER_BYTES, 0xEE, SET_UP);
        script.out(0x3F3, 0, SET_UP);
        script.out(RATE, 0, SET_UP);
        fdc.secondDriveCounts(1);
        fdc.reset(true); // moves its head, now that it has a sector
        fdc.secondDriveCounts(0);
        fdc.reset(true);
        fdc.bytes(0x03, 0x00, 0x00);
        fdc.bytes(0x13, 0x00, 0x60, 0x00);
        fdc.bytes(0x12, 0x80);
        fdc.bytes(0x14);
        fdc.results(1, SET_UP);
        fdc.bytes(0x17, 0x00, 0x00);
        fdc.results(1, SET_UP);
        fdc.bytes(0x07, 0x00);
        fdc.bytes(0x08);
        fdc.results(2, SET_UP);
        fdc.dma(0x46, 0x10000, 0x1FF);
        fdc.bytes(0x46, 0x00, 0x00, 0x00, 0x01, 0x02, 0x01, 0x1B, 0xFF);
        fdc.results(7, SET_UP);
        script.out(0x0D, 0, SET_UP);
        return script.operations();
    }

    /** RESTORE with sectors on a track, for the drive that is not there; FORMAT may have too. */
    private void secondDriveCounts(int sectors) {
        script.out(DOR, 0x0D, SET_UP);
        bytes(0x4E, 0, 0, 0, 0, 0, 0, 0, 0, sectors, 0, 0x60, 0, 0, 0, 0, 0, 0);
    }

    private void bytes(int... values) {
        for (int value : values) {
            script.out(FIFO, value, SET_UP);
        }
    }

    /** A reset by DOR, and perhaps the four interrupts sensed. */
    void reset(boolean sense) {
        script.out(DOR, 0x00, "DOR");
        script.out(DOR, 0x0C, "DOR");
        script.in(MSR, "MSR");
        for (int drive = 0; sense && drive < 4; drive++) {
            command("SENSE INTERRUPT", 2, 0x08);
        }
    }

    /** A reset by DSR, or a power-down, or both. */
    void reset(int bits) {
        script.out(MSR, bits, "DSR");
        script.in(MSR, "MSR");
        command("SENSE INTERRUPT", 2, 0x08);
    }

    /** Writes a command, and reads what follows. */
    void command(String name, int results, int... bytes) {
        for (int value : bytes) {
            script.out(FIFO, value, name);
        }
        script.in(MSR, name + " MSR");
        results(results, name);
    }

    /** Reads result bytes, as many as are said. */
    void results(int count, String name) {
        for (int i = 0; i < count; i++) {
            script.in(FIFO, name + " result");
        }
        if (count > 0) {
            script.in(MSR, name + " end");
        }
    }

    /** Sets channel 2 up, and leaves it unmasked. */
    void dma(int mode, int address, int count) {
        dmaMasked(mode, address, count);
        script.out(0x0A, 0x02, "DMA mask");
    }

    /** Sets channel 2 up, and leaves it masked. */
    void dmaMasked(int mode, int address, int count) {
        script.out(0x0A, 0x06, "DMA mask");
        script.out(0x0C, 0x00, "DMA");
        script.out(0x0B, mode, "DMA");
        script.out(0x04, address & 0xFF, "DMA");
        script.out(0x04, address >> 8 & 0xFF, "DMA");
        script.out(0x05, count & 0xFF, "DMA");
        script.out(0x05, count >> 8 & 0xFF, "DMA");
        script.out(0x81, address >> 16 & 0xFF, "DMA");
    }
}
