package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Timer;

/**
 * The pair as its data sheet and the board have it: the first controller's hold request is DREQ of
 * channel 4, and the bus is given to one channel at a time, for one burst, after all that was
 * signalled before has been heard.
 */
final class ChipPair implements DmaPair, DmaController {

    private final ChipController first;
    private final ChipController second;
    private final InterruptLine interrupt;
    private final Timer service;
    private final Timer nextRound;

    /**
     * @param lines which requests are whose
     * @param interrupt up while a terminal count has not been read
     */
    ChipPair(IsaSlot slot, PageRegisters pages, RequestLines lines, InterruptLine interrupt) {
        DmaBackplane backplane = lines.provide(slot, this);
        this.interrupt = interrupt;
        service = slot.clock().timer("service", this::service);
        nextRound = slot.clock().timer("next-round", this::startNextRound);
        first =
                new ChipController(
                        slot, backplane, pages, 0, null, this::wake, this::driveInterrupt);
        second =
                new ChipController(
                        slot, backplane, pages, 4, first, this::wake, this::driveInterrupt);
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
        (channel < 4 ? first : second).channel(channel & 3).resume();
        wake();
    }

    private void wake() {
        if (second.next() != null) {
            service.armIn(0);
        }
    }

    private void service() {
        ChipChannel channel = second.next();
        if (channel == null) {
            return;
        }
        // A request held through the end of a round asks for the next one, and rounds take time:
        // without it, a slave that
        // never lets go would keep the machine at one instant for ever.
        if (channel.serve() && !nextRound.armed()) {
            nextRound.armIn(channel.roundNanos());
        }
        second.served(channel);
        driveInterrupt();
        wake();
    }

    private void startNextRound() {
        first.resume();
        second.resume();
        wake();
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
