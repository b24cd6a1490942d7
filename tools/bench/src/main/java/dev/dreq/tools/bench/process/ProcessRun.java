package dev.dreq.tools.bench.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that ran to its end.
 *
 * @param nanos from its start to its end
 * @param resident the most memory that it had at once, in bytes; 0 where the system does not tell
 */
record ProcessRun(long nanos, long resident) {

    private static final String PEAK = "VmHWM:";
    private static final long POLL_MILLIS = 2;
    private static final long KIB = 1024;

    /**
     * Runs a command.
     *
     * @throws IllegalStateException if its status is not 0
     */
    static ProcessRun of(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        long resident = 0;
        do {
            resident = Math.max(resident, resident(status));
        } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
        long nanos = System.nanoTime() - start;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "%s ended with status %d".formatted(command, process.exitValue()));
        }
        return new ProcessRun(nanos, resident);
    }

    private static long resident(Path status) {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(PEAK)) {
                    return KIB * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException ended) {
            // The process is gone, or the system has no such file.
        }
        return 0;
    }
}
