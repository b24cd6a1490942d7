package dev.dreq.devices.fdc;

import dev.dreq.plugin.time.Clock;

/**
 * How long things take. The disks turn with virtual time: each begins a turn at its multiples, and
 * sector n of s passes the head in the n-th s-th of a turn, gap first. Switched off, everything
 * takes no time.
 */
final class Timing {

    private static final int SEARCH_TURNS = 2;

    /** The gap before a sector's ID, as a divisor of the sector's share of the track. */
    private static final int GAP_SHARE = 6;

    private final Clock clock;
    private final Modes modes;
    private final boolean on;

    Timing(Clock clock, Modes modes, boolean on) {
        this.clock = clock;
        this.modes = modes;
        this.on = on;
    }

    /** Whether things take time. */
    boolean on() {
        return on;
    }

    /** Time for a number of steps. */
    long seek(int steps) {
        return on ? steps * modes.stepNanos() : 0;
    }

    /**
     * Time until the controller gives a sector up: the index hole has come twice, or should have.
     */
    long search(Drive drive) {
        return on ? SEARCH_TURNS * drive.type().turnNanos() : 0;
    }

    /**
     * Time until sector {@code sector}, 1 to the number on a track, begins to pass; none while its
     * gap passes.
     */
    long untilBegin(Drive drive, int sector) {
        if (!on) {
            return 0;
        }
        long late = late(drive, sector);
        return late <= length(drive, sector) / GAP_SHARE ? 0 : drive.type().turnNanos() - late;
    }

    /** Time until the sector that {@link #untilBegin} waits for has passed. */
    long untilPassed(Drive drive, int sector) {
        if (!on) {
            return 0;
        }
        long wait = untilBegin(drive, sector);
        return wait + length(drive, sector) - (wait == 0 ? late(drive, sector) : 0);
    }

    /** Time until the sector that is passing has passed; none if it has. */
    long untilEnd(Drive drive, int sector) {
        return on ? Math.max(0, length(drive, sector) - late(drive, sector)) : 0;
    }

    /** How long ago the sector began to pass. */
    private long late(Drive drive, int sector) {
        return Math.floorMod(clock.now() - start(drive, sector), drive.type().turnNanos());
    }

    private static long length(Drive drive, int sector) {
        return start(drive, sector + 1) - start(drive, sector);
    }

    /** The next sector whose beginning will pass. */
    int nextSector(Drive drive) {
        int sectors = Math.max(1, drive.geometry().sectorsPerTrack());
        long turn = drive.type().turnNanos();
        long now = clock.now() % turn;
        int sector = (int) (now * sectors / turn) + 1;
        return start(drive, sector) == now ? sector : sector % sectors + 1;
    }

    private static long start(Drive drive, int sector) {
        int sectors = Math.max(1, drive.geometry().sectorsPerTrack());
        return drive.type().turnNanos() * (sector - 1) / sectors;
    }
}
