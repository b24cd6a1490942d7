package dev.dreq.tools.remote.differential;

/**
 * One thing that is done to both machines.
 *
 * @param line a qtest request; or {@link #SCREENDUMP}, {@link #EJECT} or {@link #INSERT}
 * @param place what it is done to, as {@code differences.table} names it
 */
record Operation(String line, String place) {

    /** What the display adapter shows, as a check sum with the size. */
    static final String SCREENDUMP = "screendump";

    /** The medium of the first floppy drive goes. */
    static final String EJECT = "eject";

    /** The disk that a sequence begins with comes back, as it is now. */
    static final String INSERT = "insert";

    /** Whether a machine's monitor does it and not its qtest server. */
    boolean isForMonitor() {
        return line.equals(SCREENDUMP) || line.equals(EJECT) || line.equals(INSERT);
    }

    /** Whether its answer says more than that it is done. */
    boolean asks() {
        return (line.startsWith("in") && !line.equals(INSERT))
                || line.startsWith("read")
                || line.equals(SCREENDUMP);
    }

    @Override
    public String toString() {
        return line;
    }
}
