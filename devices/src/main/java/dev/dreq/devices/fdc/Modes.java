package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.Arrays;

/** What SPECIFY, CONFIGURE and their like have set, and the data rate. */
final class Modes {

    private static final int EIS = 0x40;
    private static final int[] STEP_UNIT_NANOS = {1_000_000, 1_666_667, 2_000_000, 500_000};

    /**
     * SPECIFY: step rate SRT in bits 7-4, head unload time HUT in bits 3-0; QEMU's RESTORE puts
     * more bits above.
     */
    int stepRate;

    /** SPECIFY: head load time HLT in bits 7-1, non-DMA mode ND in bit 0. */
    int headLoad;

    /** CONFIGURE: EIS, EFIFO, POLL and FIFOTHR. */
    int configure;

    /** CONFIGURE: the first cylinder with write precompensation. */
    int precompensationTrack;

    boolean lock;

    /** PERPENDICULAR MODE: D3-D0 in bits 5-2, GAP, WGATE. */
    int perpendicular;

    int powerDown;

    /** EOT of the last transfer or SC of the last FORMAT TRACK. */
    int lastSector;

    /** The data rate code that CCR and DSR share. */
    int rate;

    /** What DRIVE SPECIFICATION said of each drive. */
    final int[] driveSpecification = new int[4];

    Modes(int configure) {
        this.configure = configure;
    }

    /** Hardware reset. */
    void powerOn(int configureAtPowerOn) {
        stepRate = 0;
        headLoad = 0;
        configure = configureAtPowerOn;
        precompensationTrack = 0;
        lock = false;
        perpendicular = 0;
        powerDown = 0;
        lastSector = 0;
        rate = 0;
        Arrays.fill(driveSpecification, 0);
    }

    boolean impliedSeek() {
        return (configure & EIS) != 0;
    }

    boolean nonDma() {
        return (headLoad & 1) != 0;
    }

    /** Time between two step pulses. */
    long stepNanos() {
        return (16L - (stepRate >> 4 & 0xf)) * STEP_UNIT_NANOS[rate];
    }

    void save(StateWriter out) {
        out.putLong("SRT HUT", stepRate);
        out.putLong("HLT ND", headLoad);
        out.putLong("CONFIGURE", configure);
        out.putLong("PRETRK", precompensationTrack);
        out.putBoolean("LOCK", lock);
        out.putLong("PERPENDICULAR", perpendicular);
        out.putLong("POWERDOWN", powerDown);
        out.putLong("SC EOT", lastSector);
        out.putLong("DRATE", rate);
        out.putInts("DRIVE SPECIFICATION", driveSpecification);
    }

    void restore(StateReader in) {
        stepRate = in.getInt("SRT HUT", 0, 0xfff);
        headLoad = in.getInt("HLT ND", 0, 0x1ff);
        configure = in.getInt("CONFIGURE", 0, 0xff);
        precompensationTrack = in.getInt("PRETRK", 0, 0xff);
        lock = in.getBoolean("LOCK");
        perpendicular = in.getInt("PERPENDICULAR", 0, 0xff);
        powerDown = in.getInt("POWERDOWN", 0, 0xff);
        lastSector = in.getInt("SC EOT", 0, 0xff);
        rate = in.getInt("DRATE", 0, 3);
        System.arraycopy(in.getInts("DRIVE SPECIFICATION", 4), 0, driveSpecification, 0, 4);
    }
}
