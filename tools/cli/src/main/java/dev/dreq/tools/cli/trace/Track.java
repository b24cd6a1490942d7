package dev.dreq.tools.cli.trace;

/**
 * A line of a timeline.
 *
 * @param name for people
 * @param order its place among those of its group, the lowest first
 */
record Track(Group group, String name, int order) {

    /** What is shown together; a process of the trace event format. */
    enum Group {
        DRIVERS(1, "drivers"),
        IRQL(2, "IRQL"),
        CHANNELS(3, "DMA channels"),
        DEVICES(4, "devices");

        private final int pid;
        private final String title;

        Group(int pid, String title) {
            this.pid = pid;
            this.title = title;
        }

        String title() {
            return title;
        }

        /** From 1 on. */
        int pid() {
            return pid;
        }
    }

    static Track of(Group group, String name) {
        return new Track(group, name, 0);
    }

    static Track channel(int channel) {
        return new Track(Group.CHANNELS, "DMA channel " + channel, channel);
    }
}
