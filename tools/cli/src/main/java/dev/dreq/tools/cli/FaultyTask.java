package dev.dreq.tools.cli;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaStatistics;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.drivers.faulty.FaultyDriverType;
import dev.dreq.tools.drivers.faulty.RoundTrip;
import java.util.List;
import java.util.function.Consumer;

/** A request to the device, and one that brings back what it was given. */
record FaultyTask(FaultyDriverType type) implements Task {
    private static final int REQUESTS = 2;

    @Override
    public String name() {
        return "round-trip";
    }

    @Override
    public void run(StartedDevice device, Progress progress, Consumer<JobReport> done)
            throws JobFailure {
        Kernel kernel = device.kernel();
        Tally before = Tally.of(kernel, new DriverFigures(0, 0, 0));
        RoundTrip trip = type.roundTrip(kernel, device.object());
        check("writing to " + device.name(), trip.written());
        check("reading from " + device.name(), trip.read());
        if (trip.differsAt() >= 0) {
            throw new JobFailure(
                    "what came back from %s differs at byte %d from what went there"
                            .formatted(device.name(), trip.differsAt()));
        }
        done.accept(
                Tally.of(kernel, figures(kernel.dma().statistics()))
                        .since(
                                before,
                                name(),
                                device,
                                (long) REQUESTS * RoundTrip.BYTES,
                                RoundTrip.BYTES,
                                RoundTrip.OFFSET,
                                "what went there came back"));
    }

    /** Each range that the device was given is an operation. */
    private static DriverFigures figures(List<DmaStatistics> adapters) {
        return new DriverFigures(
                REQUESTS,
                adapters.stream().mapToLong(a -> Math.max(a.mapTransfers(), a.sgElements())).sum(),
                adapters.stream().mapToLong(DmaStatistics::longestOperation).max().orElse(0));
    }

    private static void check(String doing, NtStatus status) throws JobFailure {
        if (!status.isSuccess()) {
            throw new JobFailure("%s failed: %s".formatted(doing, StatusWords.of(status)));
        }
    }
}
