package dev.dreq.devices.fdc;

import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One drive: where its head stands, its medium, and the disk-change line. A drive of type NONE is
 * not there.
 */
final class Drive implements MediaDrive {

    /** The highest cylinder that the head can be moved to. */
    private static final int LAST_STOP = 83;

    private final String name;
    private DriveType type;
    private Geometry geometry;
    private @Nullable DiskImage image;
    private int cylinder;
    private int presentCylinder;
    private int head;
    private int sector;
    private boolean changed = true;

    Drive(String name, DriveType type) {
        this.name = name;
        this.type = type;
        this.sector = type == DriveType.NONE ? 0 : 1;
        this.geometry = type == DriveType.NONE ? Geometry.NO_DRIVE : Geometry.NO_MEDIUM;
    }

    @Override
    public String name() {
        return name;
    }

    DriveType type() {
        return type;
    }

    @Override
    public Optional<String> builtFor() {
        return Optional.of(type.spelling());
    }

    boolean present() {
        return type != DriveType.NONE;
    }

    /** How the medium is divided, or what stands in for that. */
    Geometry geometry() {
        return geometry;
    }

    /** Takes another geometry for the same medium. */
    void divide(Geometry other) {
        geometry = other;
    }

    @Nullable DiskImage image() {
        return image;
    }

    @Override
    public Optional<Medium> medium() {
        return Optional.ofNullable(image).map(DiskImage::medium);
    }

    @Override
    public void insert(Medium medium) throws IOException {
        eject();
        DiskImage opened = DiskImage.open(medium);
        image = opened;
        if (type == DriveType.AUTO) {
            type = MediaFormat.driveFor(opened.sectors());
        }
        geometry = MediaFormat.geometry(type, opened.sectors());
    }

    @Override
    public void eject() {
        DiskImage old = image;
        image = null;
        changed = true;
        if (old != null) {
            geometry = geometry.emptied();
            closeQuietly(old);
        }
    }

    /** Decides what an automatic drive is that never saw a medium. */
    void settleType() {
        if (type == DriveType.AUTO) {
            type = DriveType.ED_35;
        }
    }

    private static void closeQuietly(DiskImage image) {
        try {
            image.close();
        } catch (IOException e) {
            // Every write has already reached the file, or its command has failed.
        }
    }

    /** An empty drive counts as protected, since nothing holds its sensor open. */
    boolean writeProtected() {
        DiskImage disk = image;
        return disk == null || disk.medium().readOnly();
    }

    /** The disk-change line. */
    boolean changed() {
        return changed;
    }

    /** Where the head stands. */
    int cylinder() {
        return cylinder;
    }

    boolean atTrackZero() {
        return cylinder == 0;
    }

    /** The cylinder at which the controller believes the head to be (PCN). */
    int presentCylinder() {
        return presentCylinder;
    }

    void presentCylinder(int number) {
        presentCylinder = number;
    }

    /** Steps the head, in ({@code steps} above zero) or out, as far as the drive lets it go. */
    void step(int steps) {
        moveHead(Math.max(0, Math.min(LAST_STOP, cylinder + steps)));
    }

    /**
     * Puts the head on a cylinder, 0..FF. A step with a medium in the drive clears the disk-change
     * line.
     */
    void moveHead(int to) {
        if (to != cylinder && image != null) {
            changed = false;
        }
        cylinder = to;
    }

    /** The head is on a cylinder, 0..FF, without a step that the disk-change line could see. */
    void displace(int to) {
        cylinder = to;
        presentCylinder = to;
    }

    /** The side last used. */
    int head() {
        return head;
    }

    void head(int side) {
        head = side;
    }

    /** The sector last under the head. */
    int sector() {
        return sector;
    }

    void sector(int number) {
        sector = number;
    }

    void close() {
        if (image != null) {
            closeQuietly(image);
        }
    }

    void save(StateWriter out) {
        DiskImage disk = image;
        out.putConstant("type", type);
        out.putText("image", disk == null ? "" : disk.medium().image().toString());
        out.putBoolean("read-only", disk != null && disk.medium().readOnly());
        out.putLong("cylinder", cylinder);
        out.putLong("present cylinder", presentCylinder);
        out.putLong("head", head);
        out.putLong("sector", sector);
        out.putBoolean("changed", changed);
        out.putLong("sectors per track", geometry.sectorsPerTrack());
        out.putLong("sides", geometry.sides());
    }

    void restore(StateReader in) {
        type = in.getConstant("type", DriveType.class);
        String path = in.getText("image");
        eject();
        if (!path.isEmpty()) {
            try {
                insert(new Medium(Path.of(path), in.getBoolean("read-only")));
            } catch (IOException e) {
                throw new StateException("drive %s: %s".formatted(name, e.getMessage()));
            }
        }
        cylinder = in.getInt("cylinder", 0, 0xff);
        presentCylinder = in.getInt("present cylinder", 0, 0xff);
        head = in.getInt("head", 0, 0xff);
        sector = in.getInt("sector", 0, 0xff);
        changed = in.getBoolean("changed");
        geometry = geometry.with(in.getInt("sectors per track", 0, 0xff), in.getInt("sides", 1, 2));
    }
}
