package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;

/** READ ID: the first ID field that passes. */
final class ChipReadId implements DataCommands {

    private static final int ABNORMAL = 0x40;

    private final Controller controller;
    private final HeadRead head;
    private final Timer timer;
    private CommandBytes command = new CommandBytes();
    private int unit;
    private int next = 1;

    ChipReadId(Controller controller, HeadRead head, Clock clock) {
        this.controller = controller;
        this.head = head;
        timer = clock.timer("read-id", this::passed);
    }

    @Override
    public void execute(CommandBytes given) {
        command = given;
        unit = controller.select(given);
        Drive drive = controller.drive(unit);
        Timing timing = controller.timing();
        if (readable()) {
            next = timing.nextSector(drive);
            timer.armIn(timing.untilBegin(drive, next));
        } else {
            timer.armIn(timing.search(drive));
        }
    }

    private boolean readable() {
        return head.readable(unit, command.headSelect(), command.mfm());
    }

    private void passed() {
        boolean found = readable();
        int side = command.headSelect();
        SectorAddress id =
                new SectorAddress(controller.drive(unit).cylinder(), side, found ? next : 0);
        int st0 = (found ? 0 : ABNORMAL) | (side << 2) | unit;
        controller
                .sequencer()
                .complete(st0, found ? 0 : HeadRead.MISSING_MARK, 0, id, HeadRead.SIZE_CODE);
    }

    @Override
    public void reset() {
        timer.cancel();
    }

    @Override
    public void save(StateWriter out) {
        out.putLong("unit", unit);
        out.putLong("next", next);
    }

    @Override
    public void restore(StateReader in, CommandBytes given, boolean running) {
        command = given;
        unit = in.getInt("unit", 0, 3);
        next = in.getInt("next", 0, 0xff);
    }
}
