package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sectors as QEMU 7.2 moves them: all at once, from a position that each drive keeps, for a length
 * that is known beforehand. Every seek is implied, the H parameter alone chooses the side, and a
 * finished track steps the head.
 */
final class QemuData implements DataCommands, DataPath.Unit {

    private static final int SIZE_CODE = 2;
    private static final int ABNORMAL = 0x40;
    private static final int SEEK_END = 0x20;
    private static final int NOT_WRITABLE = 0x02;
    private static final int MISSING_MARK = 0x01;
    private static final int END_OF_CYLINDER = 0x80;
    private static final int SCAN_EQUAL_HIT = 0x08;
    private static final long READ_ID_NANOS = 20_000_000;
    private static final int LARGEST_SIZE_CODE = 7;

    private final Controller controller;
    private final Timer readId;
    private final byte[] disk = new byte[Geometry.SECTOR_BYTES];
    private CommandBytes command = new CommandBytes();
    private int unit;
    private int st0;
    private int remaining;

    QemuData(Controller controller, Clock clock) {
        this.controller = controller;
        readId = clock.timer("read-id", this::identify);
    }

    private Drive drive() {
        return controller.drive(unit);
    }

    @Override
    public void execute(CommandBytes given) {
        command = given;
        unit = selects(given.command()) ? controller.select(given) : controller.selected();
        st0 = 0;
        switch (given.command()) {
            case READ_ID -> {
                drive().head(given.headSelect());
                readId.armIn(READ_ID_NANOS);
            }
            case FORMAT_TRACK -> {
                drive().divide(drive().geometry().withSectorsPerTrack(given.at(3)));
                complete(0, 0, 0, position());
            }
            case READ_DELETED_DATA, WRITE_DELETED_DATA ->
                    complete(ABNORMAL | SEEK_END, 0, 0, position());
            default -> transfer();
        }
    }

    private static boolean selects(Command command) {
        return command != Command.READ_ID
                && command != Command.READ_DELETED_DATA
                && command != Command.WRITE_DELETED_DATA;
    }

    private void identify() {
        Drive drive = drive();
        int sectors = drive.geometry().sectorsPerTrack();
        if (sectors != 0) {
            drive.sector(drive.sector() % sectors + 1);
        }
        boolean wrongRate =
                drive.image() != null && controller.modes().rate != drive.geometry().rate();
        complete(wrongRate ? ABNORMAL : 0, wrongRate ? MISSING_MARK : 0, 0, position());
    }

    private void transfer() {
        SectorAddress start = command.address();
        int sectors = command.endOfTrack() - start.sector() + 1;
        if (!seek(start)) {
            boolean sectorTooHigh =
                    QemuRules.reaches(drive(), start)
                            && start.sector() > drive().geometry().sectorsPerTrack();
            complete(ABNORMAL, sectorTooHigh ? END_OF_CYLINDER : 0, 0, start);
        } else if (controller.modes().rate != drive().geometry().rate()) {
            complete(ABNORMAL, MISSING_MARK, 0, start);
        } else if (sectors < 0 && command.sizeCode() != 0) {
            complete(ABNORMAL, MISSING_MARK, 0, start);
        } else {
            remaining = length(sectors);
            begin();
        }
    }

    private int length(int sectors) {
        if (command.sizeCode() == 0) {
            return command.dataLength();
        }
        int all = sectors + (command.multiTrack() ? command.endOfTrack() : 0);
        return (128 << Math.min(command.sizeCode(), LARGEST_SIZE_CODE)) * all;
    }

    private void begin() {
        if (remaining == 0 && controller.programmed()) {
            complete(0, 0, 0, position());
        } else if (command.command() == Command.VERIFY) {
            verify();
        } else {
            controller.path().begin(this, controller.programmed());
            if (!toHost()) {
                command.copyTo(controller.path().bytes());
            }
            next();
        }
    }

    private void verify() {
        while (remaining > 0) {
            int length = Math.min(remaining, Geometry.SECTOR_BYTES);
            remaining -= length;
            if (length == Geometry.SECTOR_BYTES && !advance()) {
                break;
            }
        }
        complete(0, 0, 0, position());
    }

    private boolean toHost() {
        return command.command() == Command.READ_DATA || command.command() == Command.READ_TRACK;
    }

    private void next() {
        int length = Math.min(remaining, Geometry.SECTOR_BYTES);
        if (!toHost()) {
            controller.path().take(length);
        } else if (load(controller.path().bytes())) {
            controller.path().give(length);
        }
    }

    /** Reads the sector at the drive's position; what cannot be read ends the command. */
    private boolean load(byte[] target) {
        DiskImage image = drive().image();
        try {
            if (image != null) {
                image.read(drive().geometry().logicalBlock(position()), target);
                return true;
            }
        } catch (IOException e) {
            // The result says it.
        }
        complete(ABNORMAL, 0, 0, position());
        return false;
    }

    @Override
    public void passed(int moved, boolean terminalCount) {
        remaining = Math.max(0, remaining - moved); // a restored path may hold more than is left
        if (moved == 0 || accepts(moved)) {
            goOn(moved, terminalCount);
        }
    }

    private boolean accepts(int moved) {
        return switch (command.command()) {
            case READ_DATA, READ_TRACK -> stillThere();
            case WRITE_DATA -> store(moved);
            default -> scan(moved);
        };
    }

    private boolean stillThere() {
        if (drive().image() == null) {
            complete(ABNORMAL, 0, 0, position());
            return false;
        }
        return true;
    }

    private boolean store(int moved) {
        byte[] bytes = controller.path().bytes();
        Drive drive = drive();
        DiskImage image = drive.image();
        long block = drive.geometry().logicalBlock(position());
        if (image == null || image.medium().readOnly()) {
            complete(ABNORMAL | SEEK_END, image == null ? 0 : NOT_WRITABLE, 0, position());
            return false;
        }
        try {
            if (image.holds(block)) {
                if (moved < Geometry.SECTOR_BYTES) {
                    image.read(block, disk);
                    System.arraycopy(disk, moved, bytes, moved, Geometry.SECTOR_BYTES - moved);
                }
                image.write(block, bytes);
                return true;
            }
        } catch (IOException e) {
            // The result says it.
        }
        complete(ABNORMAL | SEEK_END, 0, 0, position());
        return false;
    }

    /** Compares a sector; one that satisfies the command ends it where it is. */
    private boolean scan(int moved) {
        if (!load(disk)) {
            return false;
        }
        int order = Arrays.compareUnsigned(controller.path().bytes(), 0, moved, disk, 0, moved);
        boolean satisfied =
                order == 0
                        || (order < 0 && command.command() == Command.SCAN_LOW_OR_EQUAL)
                        || (order > 0 && command.command() == Command.SCAN_HIGH_OR_EQUAL);
        if (satisfied) {
            complete(0, 0, SCAN_EQUAL_HIT, position());
        }
        return !satisfied;
    }

    private void goOn(int moved, boolean terminalCount) {
        boolean programmed = controller.path().programmed();
        boolean over = terminalCount || remaining == 0;
        boolean trackGoesOn = true;
        if (moved == Geometry.SECTOR_BYTES && !(programmed && toHost() && over)) {
            trackGoesOn = advance();
        }
        if (over || (!trackGoesOn && !programmed)) {
            boolean scanned = command.command() != Command.WRITE_DATA && !toHost();
            complete(0, 0, scanned ? SCAN_EQUAL_HIT : 0, position());
        } else {
            next();
        }
    }

    /**
     * Moves the drive behind its present sector; false when the track, or with MT the cylinder, is
     * at its end.
     */
    private boolean advance() {
        Drive drive = drive();
        SectorAddress here = position();
        boolean trackEnds =
                here.sector() >= drive.geometry().sectorsPerTrack()
                        || here.sector() == command.endOfTrack();
        if (!trackEnds) {
            QemuRules.move(drive, here.following());
            return true;
        }
        boolean twoSided = drive.geometry().sides() == 2;
        SectorAddress next =
                command.multiTrack() && !twoSided
                        ? new SectorAddress((here.cylinder() + 1) & 0xff, 0, 1)
                        : here.behindTrack(command.multiTrack());
        if (next.cylinder() != here.cylinder()) {
            st0 |= SEEK_END;
        }
        QemuRules.move(drive, next);
        return command.multiTrack() && twoSided;
    }

    private SectorAddress position() {
        return QemuRules.position(drive());
    }

    /** Puts the drive on the first sector; false where it will not go, or has no medium. */
    private boolean seek(SectorAddress to) {
        int before = drive().cylinder();
        boolean moved = QemuRules.move(drive(), to) && drive().image() != null;
        if (moved && before != drive().cylinder()) {
            st0 |= SEEK_END;
        }
        return moved;
    }

    private void complete(int status0, int status1, int status2, SectorAddress address) {
        int head = drive().head() != 0 ? 0x04 : 0;
        controller
                .sequencer()
                .complete(st0 | status0 | head | unit, status1, status2, address, SIZE_CODE);
    }

    @Override
    public void reset() {
        readId.cancel();
    }

    @Override
    public void save(StateWriter out) {
        out.putLong("unit", unit);
        out.putLong("ST0", st0);
        out.putLong("remaining", remaining);
    }

    @Override
    public void restore(StateReader in, CommandBytes given, boolean running) {
        command = given;
        unit = in.getInt("unit", 0, 1);
        st0 = in.getInt("ST0", 0, 0xff);
        remaining = in.getInt("remaining", 0, Integer.MAX_VALUE);
        if (running) {
            controller.path().resume(this);
        }
    }
}
