package dev.dreq.tools.cli.job;

import java.io.PrintStream;

/** Sees how far a job is. */
public interface Progress {

    /** Shows nothing. */
    Progress NONE =
            new Progress() {
                @Override
                public void at(String job, long done, long total) {}

                @Override
                public void end() {}
            };

    /** {@code done} of {@code total} bytes have been moved. */
    void at(String job, long done, long total);

    /** The job is over, however it ended. */
    void end();

    /**
     * Shows one line on a terminal, which is written anew with each per cent, and goes at the end.
     */
    static Progress on(PrintStream terminal) {
        return new Progress() {
            private String shown = "";

            @Override
            public void at(String job, long done, long total) {
                show("%s %3d %%".formatted(job, done * 100 / total));
            }

            @Override
            public void end() {
                show("");
            }

            private void show(String line) {
                if (!line.equals(shown)) {
                    terminal.print("\r" + " ".repeat(shown.length()) + "\r" + line);
                    terminal.flush();
                    shown = line;
                }
            }
        };
    }
}
