package dev.dreq.devices.fdc;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.time.Clock;

/**
 * Where the data sheet and QEMU part: what is more than a different way to move data is asked here.
 */
interface FdcRules {

    /** What accesses the ports take. */
    AccessSizes accessSizes();

    /** The command that a first byte, 0..FF, begins. */
    Command command(int first);

    /** The drive that two select bits name. */
    int unit(int select);

    /** CONFIGURE's byte after a hardware reset. */
    int configureAtPowerOn();

    /** What a software reset does to what was configured. */
    void softwareReset(Modes modes);

    /**
     * Whether all of a reset happens when DOR releases it, with DOR as after power-on for a moment,
     * rather than when it begins.
     */
    boolean resetsWhenReleased();

    /** Whether reading the main status register takes the controller out of reset. */
    boolean statusReadEndsReset();

    /**
     * Whether bit 3 of DOR gates INT and DREQ; if not it chooses between DMA and programmed I/O.
     */
    boolean dmaGate();

    /** Whether the power-down bit of DSR resets the controller. */
    boolean powerDownResets();

    /** What SENSE INTERRUPT STATUS has to tell. */
    InterruptStatus interruptStatus(InterruptPin interrupt);

    /** The drive whose cylinder SENSE INTERRUPT STATUS tells beside an ST0. */
    Drive sensed(Controller controller, int st0);

    /** Whether INT follows each sector of programmed I/O. */
    boolean interruptPerSector();

    /** Whether commands move the drive select bits of DOR. */
    boolean commandsSelect();

    /** Whether a reset puts the heads on cylinder 0. */
    boolean resetMovesHeads();

    /** The bits of TDR that are kept. */
    int tapeBits();

    /** The write-protect and track-0 bits of ST3. */
    int driveStatus(Drive drive);

    /** Bytes 4 to 7 of DUMPREG's result. */
    int[] dumpModes(Modes modes, Drive selected, boolean dma);

    /** Bytes 6 to 9 of SAVE's result. */
    int[] saveModes(Modes modes, Drive selected);

    /** Takes parameters 7 to 10 of RESTORE, which are those of {@link #saveModes}. */
    void restoreModes(Modes modes, Drive selected, CommandBytes command);

    /** Takes the PCN parameter of RESTORE for a unit, 0..3. */
    void restoreCylinder(int unit, Drive drive, int cylinder);

    /** Takes the parameter of PERPENDICULAR MODE. */
    void perpendicular(Modes modes, int parameter);

    /** Whether the last byte of DRIVE SPECIFICATION asks for a result. */
    boolean driveSpecificationReports(int last);

    /**
     * Whether DRIVE SPECIFICATION goes on until a byte with an end mark, rather than for five bytes
     * of which the last must have it, or nothing is taken until a reset.
     */
    boolean driveSpecificationGoesOn();

    /** How a RECALIBRATE moves a head; the answer is ST0 without the drive bits. */
    int recalibrate(Drive drive);

    /** How a SEEK moves a head. */
    void seek(Drive drive, int cylinder);

    /** The cylinder that a RELATIVE SEEK by {@code steps}, negative outwards, leads to. */
    int relative(Drive drive, int steps);

    /** The unit that moves data. */
    DataCommands dataCommands(Controller controller, Clock clock);
}
