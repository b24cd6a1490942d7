package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Timer;

/** The pair as QEMU 7.2 has it: two controllers that know nothing of each other. */
final class QemuPair implements DmaPair, DmaController {

    /** How long QEMU sleeps before it runs again a channel whose slave has not let go. */
    private static final long NEXT_ROUND_NANOS = 10_000_000;

    private final QemuController first;
    private final QemuController second;
    private final InterruptLine interrupt;
    private final Timer service;
    private final Timer nextRound;

    /**
     * @param lines which requests are whose
     * @param interrupt up while a terminal count has not been read
     */
    QemuPair(IsaSlot slot, PageRegisters pages, RequestLines lines, InterruptLine interrupt) {
        DmaBackplane backplane = lines.provide(slot, this);
        this.interrupt = interrupt;
        service = slot.clock().timer("service", this::service);
        nextRound = slot.clock().timer("next-round", this::startNextRound);
        first = new QemuController(slot, backplane, pages, 0, this::wake, this::driveInterrupt);
        second = new QemuController(slot, backplane, pages, 4, this::wake, this::driveInterrupt);
    }

    @Override
    public Controller first() {
        return first;
    }

    @Override
    public Controller second() {
        return second;
    }

    @Override
    public void requestChanged(int channel, boolean dreq) {
        (channel < 4 ? first : second).requestChanged(channel & 3, dreq);
    }

    private void wake() {
        service.armIn(0);
    }

    private void service() {
        boolean roundEnded = first.run();
        roundEnded |= second.run();
        driveInterrupt();
        if (roundEnded && !nextRound.armed()) {
            nextRound.armIn(NEXT_ROUND_NANOS);
        }
    }

    private void startNextRound() {
        first.changed();
        second.changed();
    }

    private void driveInterrupt() {
        interrupt.set(first.hasTerminalCount() || second.hasTerminalCount());
    }

    @Override
    public void reset() {
        first.masterClear();
        second.masterClear();
    }

    @Override
    public void save(StateWriter out) {
        first.save(out.section("first"));
        second.save(out.section("second"));
    }

    @Override
    public void restore(StateReader in) {
        first.restore(in.section("first"));
        second.restore(in.section("second"));
    }
}
