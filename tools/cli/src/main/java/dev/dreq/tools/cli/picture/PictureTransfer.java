package dev.dreq.tools.cli.picture;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mm;
import dev.dreq.tools.cli.job.DriverFigures;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Progress;
import dev.dreq.tools.cli.job.StartedDevice;
import dev.dreq.tools.cli.job.StatusWords;
import dev.dreq.tools.cli.job.Tally;
import dev.dreq.tools.cli.report.BusMasterFigures;
import dev.dreq.tools.cli.report.JobReport;

/** One job on a picture: all of its lines, request by request, one way. */
final class PictureTransfer {

    /** Where in its first page the program's buffer begins. */
    static final int BUFFER_OFFSET = 0x200;

    private final PictureJob job;
    private final PictureLines picture;
    private final String name;
    private final PictureMode mode;
    private final StartedDevice device;
    private final DisplayRequests display;
    private final long buffer;
    private long requests;

    /**
     * Prepares the job.
     *
     * @param name of the picture, for the report
     * @param mode that is set
     * @param buffer of the program, for one request
     */
    PictureTransfer(
            PictureJob job,
            PictureLines picture,
            String name,
            PictureMode mode,
            StartedDevice device,
            DisplayRequests display,
            long buffer) {
        this.job = job;
        this.picture = picture;
        this.name = name;
        this.mode = mode;
        this.device = device;
        this.display = display;
        this.buffer = buffer;
    }

    /** Does it. */
    JobReport run(Progress progress) throws JobFailure {
        DisplayRequests.Statistics earlier = display.statistics();
        Tally before = tally(earlier);
        for (int y = 0; y < picture.height(); y += picture.perRequest()) {
            int lines = Math.min(picture.perRequest(), picture.height() - y);
            switch (job) {
                case WRITE -> write(y, lines);
                case READ -> read(y, lines);
            }
            progress.at(job.toString(), y + lines, picture.height());
        }
        DisplayRequests.Statistics later = display.statistics();
        Tally after = tally(later);
        return after.since(
                        before,
                        job.toString(),
                        device,
                        picture.bytes(),
                        picture.requestBytes(),
                        BUFFER_OFFSET,
                        outcome())
                .with(
                        new BusMasterFigures(
                                later.startDmaCalls() - earlier.startDmaCalls(),
                                after.adapter().sgElements() - before.adapter().sgElements(),
                                later.maximumLength()));
    }

    private String outcome() {
        return switch (job) {
            case WRITE -> "%s is shown in mode %s".formatted(name, mode);
            case READ -> "identical to " + name;
        };
    }

    private Tally tally(DisplayRequests.Statistics driver) {
        return Tally.of(
                device.kernel(),
                new DriverFigures(requests, driver.operations(), driver.longestOperation()));
    }

    private void write(int y, int lines) throws JobFailure {
        byte[] bytes = picture.bytes(y, lines);
        memory().write(buffer, bytes, 0, bytes.length);
        move(y, lines);
    }

    private void read(int y, int lines) throws JobFailure {
        byte[] bytes = new byte[lines * picture.lineBytes()];
        memory().write(buffer, bytes, 0, bytes.length); // nothing of an earlier job stays there
        move(y, lines);
        memory().read(buffer, bytes, 0, bytes.length);
        picture.compare(bytes, y, name);
    }

    private void move(int y, int lines) throws JobFailure {
        requests++;
        NtStatus status = display.move(job == PictureJob.WRITE, buffer, y, picture.width(), lines);
        if (!status.isSuccess()) {
            throw new JobFailure(
                    "%s lines %d to %d of the screen of %s failed: %s"
                            .formatted(
                                    job == PictureJob.WRITE ? "writing" : "reading",
                                    y,
                                    y + lines - 1,
                                    device.name(),
                                    StatusWords.of(status)));
        }
    }

    private Mm memory() {
        return device.kernel().mm();
    }
}
