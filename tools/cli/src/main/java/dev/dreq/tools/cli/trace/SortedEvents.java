package dev.dreq.tools.cli.trace;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * The events of a recording in the order in which they happened. A recording holds them thread by
 * thread; it is read in runs, which are sorted, put into temporary files and merged, so that memory
 * holds one run however long the recording is.
 */
final class SortedEvents implements AutoCloseable {
    private final List<Path> files = new ArrayList<>();
    private final PriorityQueue<Run> runs =
            new PriorityQueue<>(Comparator.comparing(Run::head, TraceEvent.ORDER));
    private final List<Run> opened = new ArrayList<>();
    private long count;
    private boolean lost;

    /** A sorted run whose next event is known. */
    private static final class Run {
        private final DataInputStream in;
        private long left;
        private TraceEvent head;

        Run(Path file, long events) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
            left = events - 1;
            head = TraceEvent.read(in);
        }

        TraceEvent head() {
            return head;
        }

        boolean advance() throws IOException {
            if (left == 0) {
                return false;
            }
            left--;
            head = TraceEvent.read(in);
            return true;
        }
    }

    private SortedEvents() {}

    /**
     * Reads a recording.
     *
     * @param runLength how many events are in memory at a time
     * @throws RecordingException if it is none of Dreq
     */
    static SortedEvents of(Path recording, int runLength) throws IOException {
        SortedEvents events = new SortedEvents();
        try {
            events.read(recording, runLength);
            return events;
        } catch (IOException | RuntimeException e) {
            events.close();
            throw e;
        }
    }

    private void read(Path recording, int runLength) throws IOException {
        check(recording);
        List<TraceEvent> run = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String name = event.getEventType().getName();
                lost |= name.equals(EventKind.LOST);
                EventKind.ofEvent(name).ifPresent(kind -> run.add(EventWords.read(kind, event)));
                if (run.size() == runLength) {
                    store(run);
                }
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new RecordingException(
                    "%s is damaged, or no recording: %s".formatted(recording, e.getMessage()), e);
        }
        if (!run.isEmpty()) {
            store(run);
        }
        if (count == 0) {
            throw new RecordingException(
                    "%s holds no event of Dreq; make a recording with dreq run --record"
                            .formatted(recording));
        }
    }

    private static void check(Path recording) throws RecordingException {
        if (!Files.exists(recording)) {
            throw new RecordingException(recording + " does not exist");
        }
        if (Files.isDirectory(recording)) {
            throw new RecordingException(recording + " is a directory; give a recording");
        }
        if (recording.toFile().length() == 0) {
            throw new RecordingException(recording + " is empty");
        }
    }

    private void store(List<TraceEvent> run) throws IOException {
        run.sort(TraceEvent.ORDER);
        Path file = Files.createTempFile("dreq-trace-", ".run");
        files.add(file);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (TraceEvent event : run) {
                event.write(out);
            }
        }
        Run stored = new Run(file, run.size());
        opened.add(stored);
        runs.add(stored);
        count += run.size();
        run.clear();
    }

    /** The next event; empty behind the last one. */
    Optional<TraceEvent> next() throws IOException {
        Run first = runs.poll();
        if (first == null) {
            return Optional.empty();
        }
        TraceEvent event = first.head();
        if (first.advance()) {
            runs.add(first);
        }
        return Optional.of(event);
    }

    /** Whether the flight recorder says that it lost some. */
    boolean lost() {
        return lost;
    }

    @Override
    public void close() throws IOException {
        for (Run run : opened) {
            run.in.close();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
