package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.ke.NtStatus;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Finds out how a medium is divided, without DMA: the data rate at which READ ID finds anything,
 * then the largest sector number, side and cylinder of a known format that VERIFY finds.
 */
final class MediumSense {

    /** Looks whether the medium has what a value stands for. */
    @FunctionalInterface
    private interface Probe {
        void look(int value, Completion then);
    }

    private final FdcController controller;
    private final Drive drive;
    private final int unit;
    private final Completion then;
    private List<Geometry> candidates = KnownFormats.all();

    MediumSense(FdcController controller, Drive drive, int unit, Completion then) {
        this.controller = controller;
        this.drive = drive;
        this.unit = unit;
        this.then = then;
    }

    /** Begins, with the heads on cylinder 1. */
    void start() {
        tryDataRate(0);
    }

    private void tryDataRate(int index) {
        if (index == KnownFormats.DATA_RATES.size()) {
            then.done(NtStatus.STATUS_UNRECOGNIZED_MEDIA);
            return;
        }
        int rate = KnownFormats.DATA_RATES.get(index);
        controller.dataRate(rate);
        controller.start(
                FdcCommand.readId(unit, 0),
                result -> {
                    if (!result.answered()) {
                        then.done(result.status());
                    } else if (result.succeeded()) {
                        keep(Geometry::dataRate, rate);
                        findSectors();
                    } else {
                        tryDataRate(index + 1);
                    }
                });
    }

    private void findSectors() {
        narrow(
                Geometry::sectorsPerTrack,
                0,
                (sector, found) -> verify(new SectorAddress(1, 0, sector), found),
                this::findHeads);
    }

    private void findHeads() {
        narrow(
                Geometry::heads,
                1,
                (heads, found) -> verify(new SectorAddress(1, heads - 1, 1), found),
                this::findCylinders);
    }

    private void findCylinders() {
        narrow(
                Geometry::cylinders,
                1,
                (cylinders, found) ->
                        verifyAfterSeek(new SectorAddress(cylinders - 1, 0, 1), found),
                this::finish);
    }

    private void finish() {
        drive.recognized(candidates.get(0));
        then.done(NtStatus.STATUS_SUCCESS);
    }

    private void verify(SectorAddress sector, Completion found) {
        controller.start(FdcCommand.verify(unit, sector), result -> found.done(result.status()));
    }

    private void verifyAfterSeek(SectorAddress sector, Completion found) {
        drive.seek(
                sector.cylinder(),
                status -> {
                    if (status.isSuccess()) {
                        verify(sector, found);
                    } else {
                        found.done(status);
                    }
                });
    }

    /**
     * Keeps the candidates with the largest value that is there; the first {@code known} values
     * need no look.
     */
    private void narrow(ToIntFunction<Geometry> property, int known, Probe probe, Runnable next) {
        List<Integer> values =
                candidates.stream().mapToInt(property).distinct().sorted().boxed().toList();
        tryValue(property, values, known, probe, next);
    }

    private void tryValue(
            ToIntFunction<Geometry> property,
            List<Integer> values,
            int index,
            Probe probe,
            Runnable next) {
        if (index == values.size()) {
            keep(property, values.get(index - 1));
            next.run();
            return;
        }
        probe.look(
                values.get(index),
                status -> {
                    if (status.isSuccess()) {
                        tryValue(property, values, index + 1, probe, next);
                    } else if (FdcResult.isSilence(status)) {
                        then.done(status);
                    } else if (index == 0) {
                        then.done(NtStatus.STATUS_UNRECOGNIZED_MEDIA);
                    } else {
                        keep(property, values.get(index - 1));
                        next.run();
                    }
                });
    }

    private void keep(ToIntFunction<Geometry> property, int value) {
        candidates =
                candidates.stream().filter(format -> property.applyAsInt(format) == value).toList();
    }
}
