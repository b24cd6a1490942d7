package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.io.IOException;
import java.util.Arrays;

/**
 * FORMAT TRACK: takes the C, H, R and N of each sector from the host and fills the sector. An image
 * keeps no ID fields, so one that does not belong where it is written ends the command as a sector
 * that is not there.
 */
final class ChipFormat implements DataCommands, DataPath.Unit {

    private static final int ABNORMAL = 0x40;
    private static final int END_OF_CYLINDER = 0x80;
    private static final int DATA_ERROR = 0x20;
    private static final int NOT_WRITABLE = 0x02;
    private static final int ID_BYTES = 4;

    private final Controller controller;
    private final HeadRead head;
    private final Timer timer;
    private final byte[] filled = new byte[Geometry.SECTOR_BYTES];
    private CommandBytes command = new CommandBytes();
    private int unit;
    private int done;
    private int refusal;
    private boolean taking;
    private boolean terminalCount;
    private SectorAddress id = new SectorAddress(0, 0, 0);

    ChipFormat(Controller controller, HeadRead head, Clock clock) {
        this.controller = controller;
        this.head = head;
        timer = clock.timer("format", this::elapsed);
    }

    private Drive drive() {
        return controller.drive(unit);
    }

    /** Parameter SC; 0 counts as 256. */
    private int sectors() {
        return ((command.at(3) - 1) & 0xff) + 1;
    }

    @Override
    public void execute(CommandBytes given) {
        command = given;
        unit = controller.select(given);
        done = 0;
        taking = false;
        terminalCount = false;
        id = new SectorAddress(drive().cylinder(), given.headSelect(), 0);
        controller.modes().lastSector = given.at(3);
        controller.path().begin(this, controller.programmed());
        refusal = whyNot();
        timer.armIn(delay());
    }

    private long delay() {
        Timing timing = controller.timing();
        return switch (refusal) {
            case 0 -> timing.untilBegin(drive(), 1);
            case HeadRead.MISSING_MARK, HeadRead.NO_DATA -> timing.search(drive());
            default -> 0;
        };
    }

    /** ST1 of why the track cannot be formatted, or 0. */
    private int whyNot() {
        if (!head.readable(unit, command.headSelect(), command.mfm())) {
            return HeadRead.MISSING_MARK;
        }
        if (drive().writeProtected()) {
            return NOT_WRITABLE;
        }
        if (sectors() > drive().geometry().sectorsPerTrack()) {
            return END_OF_CYLINDER;
        }
        return command.at(2) == HeadRead.SIZE_CODE ? 0 : HeadRead.NO_DATA;
    }

    private void elapsed() {
        int why = refusal == 0 ? whyNot() : refusal;
        if (why != 0) {
            complete(ABNORMAL, why, 0);
        } else if (taking) {
            sectorPassed();
        } else {
            take();
        }
    }

    private void take() {
        taking = true;
        controller.path().take(ID_BYTES);
    }

    @Override
    public void passed(int moved, boolean last) {
        terminalCount = last;
        byte[] bytes = controller.path().bytes();
        if (moved < ID_BYTES) {
            complete(0, 0, 0);
            return;
        }
        id = new SectorAddress(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
        if (!belongs(bytes[3])) {
            complete(ABNORMAL, HeadRead.NO_DATA, 0);
        } else if (controller.timing().on()) {
            timer.armIn(controller.timing().untilEnd(drive(), done + 1));
        } else {
            elapsed();
        }
    }

    private boolean belongs(int sizeCode) {
        return id.cylinder() == drive().cylinder()
                && id.head() == command.headSelect()
                && 1 <= id.sector()
                && id.sector() <= drive().geometry().sectorsPerTrack()
                && sizeCode == HeadRead.SIZE_CODE;
    }

    private void sectorPassed() {
        DiskImage image = drive().image();
        long block = drive().geometry().logicalBlock(id);
        if (image == null || !image.holds(block)) {
            complete(ABNORMAL, HeadRead.NO_DATA, 0);
            return;
        }
        try {
            Arrays.fill(filled, (byte) command.at(5));
            image.write(block, filled);
        } catch (IOException e) {
            complete(ABNORMAL, DATA_ERROR, DATA_ERROR);
            return;
        }
        done++;
        if (terminalCount || done == sectors()) {
            complete(0, 0, 0);
        } else {
            take();
        }
    }

    private void complete(int st0, int st1, int st2) {
        taking = false;
        int headBit = command.headSelect() << 2;
        controller.sequencer().complete(st0 | headBit | unit, st1, st2, id, command.at(2));
    }

    @Override
    public void reset() {
        timer.cancel();
        taking = false;
    }

    @Override
    public void save(StateWriter out) {
        out.putLong("unit", unit);
        out.putLong("done", done);
        out.putLong("refusal", refusal);
        out.putBoolean("taking", taking);
        out.putBoolean("terminal count", terminalCount);
        out.putInts("id", new int[] {id.cylinder(), id.head(), id.sector()});
    }

    @Override
    public void restore(StateReader in, CommandBytes given, boolean running) {
        command = given;
        unit = in.getInt("unit", 0, 3);
        done = in.getInt("done", 0, 0x100);
        refusal = in.getInt("refusal", 0, 0xff);
        taking = in.getBoolean("taking");
        terminalCount = in.getBoolean("terminal count");
        int[] address = in.getInts("id", 3);
        id = new SectorAddress(address[0] & 0xff, address[1] & 0xff, address[2] & 0xff);
        if (running) {
            controller.path().resume(this);
        }
    }
}
