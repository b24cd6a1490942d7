package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tags directly before and behind each common buffer, which nobody has a reason to write. */
final class BufferTags {
    private static final byte[] TAG = "DmaVrfy0".getBytes(StandardCharsets.US_ASCII);

    private final Mm mm;
    private final boolean wanted;

    /**
     * What a buffer has around it.
     *
     * @param before bytes; a page, so that the buffer begins one, or 0 for no tag
     * @param behind bytes; 0 for no tag
     */
    record Room(int before, int behind) {
        static final Room NONE = new Room(0, 0);

        int bytes() {
            return before + behind;
        }
    }

    private static final List<Room> ROOMS =
            List.of(new Room(Pages.PAGE_SIZE, TAG.length), new Room(0, TAG.length), Room.NONE);

    BufferTags(Mm mm, boolean wanted) {
        this.mm = mm;
        this.wanted = wanted;
    }

    /** What is wanted around a buffer of {@code length} bytes, and then what will do. */
    List<Room> rooms(int length) {
        boolean fits = length > 0 && length <= Integer.MAX_VALUE - ROOMS.get(0).bytes();
        return wanted && fits ? ROOMS : List.of(Room.NONE);
    }

    void write(long va, AdapterLedger.CommonBuffer buffer) {
        Room room = buffer.room();
        if (room.before() != 0) {
            mm.write(va - TAG.length, TAG, 0, TAG.length);
        }
        if (room.behind() != 0) {
            mm.write(va + buffer.logical().length(), TAG, 0, TAG.length);
        }
    }

    /** What was written beside a buffer; the tags are whole again. */
    List<Violation> damage(long va, AdapterLedger.CommonBuffer buffer) {
        List<Violation> found = new ArrayList<>();
        long length = buffer.logical().length();
        if (buffer.room().before() != 0 && !isIntact(va - TAG.length)) {
            found.add(damaged(1, va, length, "before"));
        }
        if (buffer.room().behind() != 0 && !isIntact(va + length)) {
            found.add(damaged(2, va, length, "behind"));
        }
        if (!found.isEmpty()) {
            write(va, buffer);
        }
        return found;
    }

    private boolean isIntact(long va) {
        byte[] found = new byte[TAG.length];
        mm.read(va, found, 0, found.length);
        return Arrays.equals(found, TAG);
    }

    private static Violation damaged(int form, long va, long length, String where) {
        return Rule.BUFFER_OVERRUN
                .stop(
                        form,
                        length,
                        va,
                        "the bytes %s a common buffer of 0x%x bytes at 0x%x were written; stay inside it"
                                .formatted(where, length, va))
                .violation();
    }
}
