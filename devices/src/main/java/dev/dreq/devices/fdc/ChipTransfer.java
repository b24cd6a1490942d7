package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.io.IOException;
import java.util.Arrays;

/**
 * READ, WRITE, SCAN and VERIFY, sector by sector as they pass the head. A sector that the host does
 * not take in time waits in the buffer, and the disk goes round meanwhile.
 */
final class ChipTransfer implements DataCommands, DataPath.Unit {

    private static final int ABNORMAL = 0x40;
    private static final int END_OF_CYLINDER = 0x80;
    private static final int DATA_ERROR = 0x20;
    private static final int NO_DATA = HeadRead.NO_DATA;
    private static final int NOT_WRITABLE = 0x02;
    private static final int CONTROL_MARK = 0x40;
    private static final int ENABLE_COUNT = 0x80;

    /** What the timer waits for. */
    private enum Stage {
        IDLE,
        /** The end of the implied seek. */
        SEEK,
        /** The second index hole without the sector. */
        GIVE_UP,
        /** The end of a sector that is read. */
        READ,
        /** The beginning of a sector that takes the host's data. */
        BEGIN,
        /** The end of a sector that took the host's data. */
        END
    }

    private final Controller controller;
    private final HeadRead head;
    private final Timer timer;
    private final byte[] disk = new byte[Geometry.SECTOR_BYTES];
    private CommandBytes command = new CommandBytes();
    private Stage stage = Stage.IDLE;
    private boolean terminalCount;
    private int unit;
    private int side;
    private SectorAddress sector = new SectorAddress(0, 0, 1);
    private int st1;
    private int st2;
    private int toVerify;
    private int hostBytes;

    ChipTransfer(Controller controller, HeadRead head, Clock clock) {
        this.controller = controller;
        this.head = head;
        timer = clock.timer("sector", this::elapsed);
    }

    private Drive drive() {
        return controller.drive(unit);
    }

    @Override
    public void execute(CommandBytes given) {
        command = given;
        unit = controller.select(given);
        side = given.headSelect();
        sector = given.address();
        st1 = 0;
        st2 = 0;
        terminalCount = false;
        toVerify = given.dataLength();
        controller.modes().lastSector = given.endOfTrack();
        controller.path().begin(this, controller.programmed() && given.command() != Command.VERIFY);
        int steps = sector.cylinder() - drive().presentCylinder();
        if (controller.modes().impliedSeek() && steps != 0) {
            await(Stage.SEEK, controller.timing().seek(Math.abs(steps)));
        } else {
            start();
        }
    }

    private void start() {
        if (command.command() == Command.READ_TRACK) {
            readTrackFromIndex();
        }
        search();
    }

    /**
     * READ TRACK takes the sectors as they come behind the index hole, and only notes that others
     * were asked for.
     */
    private void readTrackFromIndex() {
        SectorAddress first = new SectorAddress(drive().cylinder(), side, 1);
        if (!sector.equals(first)) {
            st1 |= NO_DATA;
        }
        sector = first;
    }

    private boolean writes() {
        return command.command() == Command.WRITE_DATA
                || command.command() == Command.WRITE_DELETED_DATA;
    }

    private Scan scan() {
        return Scan.of(command.command());
    }

    private boolean takesFromHost() {
        return writes() || scan() != Scan.NONE;
    }

    private void await(Stage next, long nanos) {
        stage = next;
        timer.armIn(nanos);
    }

    /** Waits until the sector wanted has come by, or has not for two turns. */
    private void search() {
        Timing timing = controller.timing();
        if (writes() && drive().image() != null && drive().writeProtected()) {
            st1 |= NOT_WRITABLE;
            await(Stage.GIVE_UP, 0);
        } else if (!found()) {
            await(Stage.GIVE_UP, timing.search(drive()));
        } else if (takesFromHost()) {
            await(Stage.BEGIN, timing.untilBegin(drive(), sector.sector()));
        } else {
            await(Stage.READ, timing.untilPassed(drive(), sector.sector()));
        }
    }

    private boolean found() {
        int why = head.find(unit, side, command, sector);
        st1 |= why >> 8;
        st2 |= why & 0xff;
        return why == 0;
    }

    private void elapsed() {
        switch (stage) {
            case IDLE -> {}
            case SEEK -> {
                controller.rules().seek(drive(), sector.cylinder());
                start();
            }
            case GIVE_UP -> complete(ABNORMAL, sector);
            case READ -> sectorRead();
            case BEGIN -> takeSector();
            case END -> sectorTaken();
        }
    }

    /** The sector below the head, unless the disk has gone meanwhile. */
    private boolean stillFound() {
        if (found()) {
            return true;
        }
        complete(ABNORMAL, sector);
        return false;
    }

    private void sectorRead() {
        if (!stillFound()) {
            return;
        }
        boolean unmarked = command.command() == Command.READ_DELETED_DATA;
        if (unmarked) {
            st2 |= CONTROL_MARK;
        }
        if (command.command() == Command.VERIFY) {
            if (load(disk)) {
                sectorDone();
            }
        } else if (unmarked && command.skip()) {
            sectorDone();
        } else if (load(controller.path().bytes())) {
            stage = Stage.IDLE;
            controller.path().give(Geometry.SECTOR_BYTES);
        }
    }

    private boolean load(byte[] target) {
        DiskImage image = drive().image();
        try {
            if (image != null) {
                image.read(drive().geometry().logicalBlock(sector), target);
                return true;
            }
        } catch (IOException e) {
            // The result says it.
        }
        fail(DATA_ERROR, DATA_ERROR);
        return false;
    }

    private void takeSector() {
        if (stillFound()) {
            stage = Stage.IDLE;
            controller.path().take(Geometry.SECTOR_BYTES);
        }
    }

    @Override
    public void passed(int moved, boolean last) {
        terminalCount = last;
        hostBytes = moved;
        if (!takesFromHost()) {
            if (stillFound()) {
                sectorDone();
            }
        } else if (controller.timing().on()) {
            await(Stage.END, controller.timing().untilEnd(drive(), sector.sector()));
        } else {
            sectorTaken();
        }
    }

    private void sectorTaken() {
        if (!stillFound()) {
            return;
        }
        if (writes()) {
            store();
        } else if (load(disk)) {
            compare();
        }
    }

    private void store() {
        byte[] bytes = controller.path().bytes();
        Arrays.fill(bytes, hostBytes, bytes.length, (byte) 0);
        DiskImage image = drive().image();
        long block = drive().geometry().logicalBlock(sector);
        if (image == null || image.medium().readOnly()) {
            fail(NOT_WRITABLE, 0);
        } else if (!image.holds(block)) {
            fail(NO_DATA, 0);
        } else {
            try {
                image.write(block, bytes);
                sectorDone();
            } catch (IOException e) {
                fail(DATA_ERROR, DATA_ERROR);
            }
        }
    }

    private void compare() {
        int outcome = scan().compare(disk, controller.path().bytes(), hostBytes);
        st2 = (st2 & ~Scan.NOT_SATISFIED) | outcome;
        if (outcome == Scan.NOT_SATISFIED) {
            sectorDone();
        } else {
            complete(0, sector);
        }
    }

    /** Ends the command, or goes on with the next sector. */
    private void sectorDone() {
        boolean last = sector.sector() == command.endOfTrack();
        boolean otherSide = last && command.multiTrack() && sector.head() == 0;
        SectorAddress next = last ? sector.behindTrack(command.multiTrack()) : following();
        boolean verified = countVerified();
        boolean unmarked = command.command() == Command.READ_DELETED_DATA && !command.skip();
        if (unmarked) {
            complete(0, sector);
        } else if (terminalCount || verified) {
            complete(0, next);
        } else if (last && !otherSide) {
            atEndOfTrack(next);
        } else {
            sector = next;
            side = otherSide ? 1 : side;
            goOn();
        }
    }

    private SectorAddress following() {
        SectorAddress next = sector.following();
        boolean everySecond = scan() != Scan.NONE && command.dataLength() == 2;
        return everySecond ? next.following() : next;
    }

    /** VERIFY with EC counts its sectors; terminal count is implied with the last. */
    private boolean countVerified() {
        if (command.command() != Command.VERIFY || (command.at(1) & ENABLE_COUNT) == 0) {
            return false;
        }
        toVerify = (toVerify - 1) & 0xff;
        return toVerify == 0;
    }

    private void atEndOfTrack(SectorAddress next) {
        boolean wholeTrack =
                command.command() == Command.VERIFY && (command.at(1) & ENABLE_COUNT) == 0;
        if (wholeTrack || scan() != Scan.NONE) {
            complete(0, next);
        } else {
            st1 |= END_OF_CYLINDER;
            complete(ABNORMAL, next);
        }
    }

    /** The next sector: in its time, or at once if that takes none and the host is at hand. */
    private void goOn() {
        boolean hostAtHand = stage == Stage.IDLE;
        if (controller.timing().on() || !hostAtHand) {
            search();
        } else if (!stillFound()) {
            return;
        } else if (takesFromHost()) {
            takeSector();
        } else {
            sectorRead();
        }
    }

    private void fail(int status1, int status2) {
        st1 |= status1;
        st2 |= status2;
        complete(ABNORMAL, sector);
    }

    private void complete(int st0, SectorAddress address) {
        stage = Stage.IDLE;
        int headBit = (st0 == 0 ? address.head() & 1 : side) << 2;
        controller
                .sequencer()
                .complete(st0 | headBit | unit, st1, st2, address, command.sizeCode());
    }

    @Override
    public int seeking() {
        return stage == Stage.SEEK ? 1 << unit : 0;
    }

    @Override
    public void reset() {
        timer.cancel();
        stage = Stage.IDLE;
    }

    @Override
    public void save(StateWriter out) {
        out.putConstant("stage", stage);
        out.putBoolean("terminal count", terminalCount);
        out.putLong("unit", unit);
        out.putLong("side", side);
        out.putInts("sector", new int[] {sector.cylinder(), sector.head(), sector.sector()});
        out.putLong("ST1", st1);
        out.putLong("ST2", st2);
        out.putLong("to verify", toVerify);
        out.putLong("host bytes", hostBytes);
    }

    @Override
    public void restore(StateReader in, CommandBytes given, boolean running) {
        command = given;
        stage = in.getConstant("stage", Stage.class);
        terminalCount = in.getBoolean("terminal count");
        unit = in.getInt("unit", 0, 3);
        side = in.getInt("side", 0, 1);
        int[] address = in.getInts("sector", 3);
        sector = new SectorAddress(address[0] & 0xff, address[1] & 0xff, address[2] & 0xff);
        st1 = in.getInt("ST1", 0, 0xff);
        st2 = in.getInt("ST2", 0, 0xff);
        toVerify = in.getInt("to verify", 0, 0xff);
        hostBytes = in.getInt("host bytes", 0, Geometry.SECTOR_BYTES);
        if (running) {
            controller.path().resume(this);
        }
    }
}
